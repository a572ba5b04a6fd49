#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

// What the targets of the training data tell of a run, for RunFacts' members of the same names.
// `loss`: as in RunFacts. `targets`: {count} or {count, steps}, int64 classes from 0 on or floating
// values, on any device. Classes below 0, as cross_entropy's ignore_index of -100, are left out.

/// The loss of the best prediction that ignores the input: the entropy of the label frequencies for
/// cross-entropy, the variance for mse, the mean distance from the median for mae, the mean binary
/// entropy of the outputs for bce. Class targets of the latter three are one-hot over `outputs`, or
/// 0 and 1 for a single output. Of several steps, the mean of what is best at each. Nothing for a
/// loss it does not know, and without a target. With cross-entropy's label smoothing the
/// frequencies are those of the smoothed labels. Throws Error for a class that has no output.
std::optional<double> baseline_loss(std::string_view loss, const at::Tensor& targets,
                                    std::int64_t outputs, double label_smoothing = 0);

/// The loss of outputs that say all that a label does: the entropy of a smoothed one, over
/// `outputs` classes, for cross-entropy; 0 for others.
double least_loss(std::string_view loss, std::int64_t outputs, double label_smoothing);

/// The loss that the best outputs within `range` leave on float targets with mse or mae: what of it
/// no weights can take away. 0 for class targets and other losses.
double unreachable_loss(std::string_view loss, const at::Tensor& targets,
                        std::pair<double, double> range);

/// Of floating values, all of them together; nothing of classes.
std::optional<TargetFacts> target_facts(const at::Tensor& targets);

}  // namespace plumb
