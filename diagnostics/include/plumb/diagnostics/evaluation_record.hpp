#pragma once

#include <cstdint>
#include <optional>

namespace plumb {

/// Losses of a network in evaluation mode (`net->eval()`), means over samples, of the kind that it
/// is trained by. Those that were not measured are left out.
struct EvaluationLosses {
  std::optional<double> training = {};  ///< over the data that it is trained on, or a part of them
  std::optional<double> validation = {};  ///< over data that it is not trained on
};

/// One evaluation of a run.
struct EvaluationRecord {
  std::int64_t steps = 0;  ///< that were made before it
  EvaluationLosses losses = {};
};

}  // namespace plumb
