#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "plumb/diagnostics/simple_model.hpp"

namespace plumb {

/// Samples and what is to be predicted of each.
struct LabelledSamples {
  at::Tensor inputs;   ///< {count, …}: features of any shape
  at::Tensor targets;  ///< {count}: int64 classes from 0 on, or floating values
};

/// What models without a training loop reach, as RunFacts::simple_models: a linear one and kernel
/// ridge regression (Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2009,
/// 12.3.7) with Gaussian kernels, fitted to at most 1,000 training samples and judged by at most
/// 1,000 validation samples, drawn with a seed of their own. Columns of a table are brought to one
/// size by median and quartiles and softly bounded; of inputs {count, columns} the second is fitted
/// to them as they are, too (SimpleModel::as_given). Classes are fitted as indicators; widths and
/// penalties are those that predict best what is left out, one sample at a time, of 400 at most; these
/// count for SimpleModel::unseen.
///
/// `loss`: what the network is trained by; of values, "mse" or "mae" is what is told of them.
/// Takes tenths of a second, on the CPU, wherever the samples are. Empty where it cannot be told:
/// several targets a sample, values with another loss, fewer than 20 samples to fit or 10 to judge
/// by, inputs or targets that are not finite, or more than 16,384 inputs a sample. A model whose
/// loss overflows is left out. Throws Error where inputs and targets differ in their count, or the
/// two sets in their kind.
std::vector<SimpleModel> fit_simple_models(const LabelledSamples& training,
                                           const LabelledSamples& validation,
                                           std::string_view loss);

}  // namespace plumb
