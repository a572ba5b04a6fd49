#pragma once

#include <optional>
#include <string>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Of classes: what is right of how many, beside always giving the most frequent one.
struct Hits {
  double accuracy = 0;
  double guess = 0;  ///< accuracy of always giving the most frequent class
  double samples = 0;

  /// Share of what that leaves.
  double score(double of_accuracy) const { return (of_accuracy - guess) / (1 - guess); }
};

/// Nothing where no classes were counted, or all samples are of one.
std::optional<Hits> hits_of(const EvaluationLosses& evaluation);

/// Of a model beside others of the same data, before any evaluation.
std::optional<Hits> hits_of(const UnseenScore& score);

/// SimpleModel::unseen; where it is not known, by the validation samples alone.
UnseenScore unseen_score(const SimpleModel& model);

/// Whether shares of so many samples may differ by that much, the second being larger, because of
/// which samples they are.
bool is_by_chance(const Hits& less, const Hits& more, double errors);

/// Share of what the best constant answer leaves; nothing where the score tells nothing by itself.
std::optional<double> score_of(const RunView& run, const UnseenScore& score);

/// The same of a model on the validation samples, beside the network's guess where that is judged
/// by classes. Nothing where the model is of another kind than what the network is judged by.
std::optional<double> simple_score(const RunView& run, const SimpleModel& model);

/// "kernel regression that was fitted to 1000 samples is right of 91 % of the validation samples",
/// or "… has a validation loss of 0.1".
std::string reached_text(const SimpleModel& model);

/// "kernel regression is right of 91 % of 1400 samples that it was not fitted to", or "… has a loss
/// of 0.1 on …", by its unseen_score().
std::string unseen_text(const SimpleModel& model);

/// Another one's after that: "of 60 %", or "0.3".
std::string beside_text(const UnseenScore& score);

}  // namespace plumb
