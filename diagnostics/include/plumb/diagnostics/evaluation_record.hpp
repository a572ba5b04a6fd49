#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace plumb {

/// Samples of each class, over data that a network is not trained on.
struct ClassCounts {
  std::vector<std::int64_t> samples = {};  ///< that there are
  std::vector<std::int64_t> right = {};    ///< of them those that the network says so of

  /// Share of a class's samples that are right; not-a-number of a class without samples.
  std::vector<double> accuracy() const;

  /// Throws Error, naming the class, where more are right than there are or a count is negative,
  /// and where the two are not of as many classes.
  void check() const;
};

/// Losses of a network in evaluation mode (`net->eval()`), means over samples, of the kind that it
/// is trained by. Those that were not measured are left out.
struct EvaluationLosses {
  std::optional<double> training = {};  ///< over the data that it is trained on, or a part of them
  std::optional<double> validation = {};  ///< over data that it is not trained on
  ClassCounts classes = {};               ///< over the same data; empty: of values, or not counted
};

/// One evaluation of a run.
struct EvaluationRecord {
  std::int64_t steps = 0;  ///< that were made before it
  EvaluationLosses losses = {};
};

}  // namespace plumb
