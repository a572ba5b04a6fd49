#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "layer_deaths.hpp"
#include "loss_course.hpp"
#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "streak.hpp"

namespace plumb {

/// Finds steps that change the weights by too much. One alone is no mistake: it has to have done
/// harm, or to be followed by nothing learnt.
class LargeUpdates {
 public:
  explicit LargeUpdates(const Thresholds& thresholds) : t_(thresholds) {}

  /// To be called at every step, before the others: a warning where the loss has jumped since a
  /// large one.
  std::optional<Verdict> jump(const RunView& run);

  /// Whether that was the first step that it has seen.
  bool is_first_step() const { return is_first_; }

  /// At every probe. `ratio`: ‖ΔW‖/‖W‖ that the layers have in common; `layer` has the largest.
  std::optional<Verdict> observe(const RunView& run, const std::string& layer, double ratio);

  /// At a probe of which nothing worse is to be said.
  std::optional<Verdict> remark(const RunView& run, const std::string& layer, double ratio);

  /// A warning of the largest step, in a run that ends behind a simple model: the network never
  /// made it good again.
  std::optional<Verdict> finish(const RunView& run) const;

 private:
  /// A step that changed the weights by much.
  struct LargeStep {
    std::int64_t step = 0;
    bool is_first = false;
    double ratio = 0;   // that the layers have in common
    UsualLoss loss;     // before it
    std::string layer;  // with the largest ratio
  };

  bool has_come_down(const RunView& run) const;
  UsualLoss loss_before(const RunView& run) const;
  bool does_harm(const RunView& run) const;
  bool has_recovered(const RunView& run) const;
  void note_largest(const LargeStep& step);
  std::optional<Verdict> too_high(const RunView& run, const std::string& layer, double ratio,
                                  bool learns);
  std::optional<Verdict> replaced_at_first(const RunView& run, const std::string& layer,
                                           double ratio);
  Verdict verdict(const LargeStep& large, const RunView& run, const std::string& outcome) const;

  Thresholds t_;
  Streak high_, moderate_, still_large_;
  bool has_begun_ = false, is_first_ = false;  // of the steps that it sees, which may be later ones
  bool has_been_moderate_ = false;
  double first_loss_ = 0;
  std::optional<LargeStep> large_, replaced_first_, largest_;
  std::optional<Verdict> replaced_;  // what is to be said of that
  LayerDeaths deaths_;
};

}  // namespace plumb
