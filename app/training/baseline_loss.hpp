#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace plumb {

/// The loss of the best prediction that ignores the input: the entropy of the label frequencies for
/// cross-entropy, the variance for mse, the mean distance from the median for mae, the mean binary
/// entropy of the outputs for bce. Class targets of the latter three are one-hot over `outputs`, or
/// 0 and 1 for a single output. `targets`: {count}, int64 classes or float values, or {count,
/// steps}: the mean over the steps of what is best at each. Nothing for a loss it does not know.
/// With cross-entropy's label smoothing the frequencies are those of the smoothed labels.
std::optional<double> baseline_loss(std::string_view loss, const at::Tensor& targets,
                                    std::int64_t outputs, double label_smoothing = 0);

/// The loss of outputs that say all that a label does: the entropy of a smoothed one, over
/// `outputs` classes, for cross-entropy; 0 for others.
double least_loss(std::string_view loss, std::int64_t outputs, double label_smoothing);

/// The loss that the best outputs within `range` leave on float targets with mse or mae: what of it
/// no weights can take away. 0 for class targets and other losses.
double unreachable_loss(std::string_view loss, const at::Tensor& targets,
                        std::pair<double, double> range);

}  // namespace plumb
