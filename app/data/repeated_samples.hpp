#pragma once

#include <string>

#include "data/dataset.hpp"

namespace plumb {

/// That validation samples have the very features of training samples, whatever the labels: their
/// share, a sentence without its full stop. Empty where they are 1 % or less, and where repetition
/// is in the nature of the columns, as of a few yes and no: where chance alone would repeat half as
/// many, or more. Samples are compared by 64-bit digests; About 30 ms for MNIST.
std::string repeated_samples_notice(const Dataset& dataset);

}  // namespace plumb
