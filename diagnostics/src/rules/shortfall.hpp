#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Scores are shares of what the best constant answer leaves: 0 is as good as always giving it, 1
/// is perfect. Of classes they go by accuracy, of values by the loss.
struct Shortfall {
  double network = 0;                  ///< score of the network at its last evaluation
  double simple = 0;                   ///< … and of what is better
  const SimpleModel* model = nullptr;  ///< none: the constant answer

  /// The network has learnt less than underfitting_share of it: that needs no other cause.
  bool is_large = false;
};

/// What the network stays behind, by more than chance, on data that neither was fitted to: the best
/// of RunFacts::simple_models, of whose score it has less than underfitting_cause, or else the
/// constant prediction. Nothing where no evaluation tells, and of one that has learnt the training
/// data by heart.
std::optional<Shortfall> shortfall(const RunView& run, const Thresholds& thresholds);

/// Whether the network was not behind that at some evaluation: it has lost what it had by something
/// else than what it is made of.
bool was_ever_close(const RunView& run, const Shortfall& behind, const Thresholds& thresholds);

/// The shortfall of a network that never was.
std::optional<Shortfall> lasting_shortfall(const RunView& run, const Thresholds& thresholds);

/// The network's score at its last evaluation; nothing where none tells.
std::optional<double> network_score(const RunView& run);

/// The best of RunFacts::simple_models that is better than the network and than the constant
/// answer, by however little.
std::optional<Shortfall> best_simple_model(const RunView& run);

/// Whether the network leaves so much that a simple model could be that much better.
bool leaves_room(const RunView& run, const Thresholds& thresholds);

/// Both scores, as what a finding of it is based on.
std::vector<std::pair<std::string, double>> shortfall_evidence(const Shortfall& shortfall);

/// "a linear model that was fitted to 1000 samples is right of 91 % of the validation samples, and
/// the network of 60 %".
std::string shortfall_text(const RunView& run, const Shortfall& shortfall);

}  // namespace plumb
