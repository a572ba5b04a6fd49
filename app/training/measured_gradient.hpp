#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/loss.hpp"

namespace plumb {

/// One forward and backward pass in double precision at initialization: the L2 norm of the gradient
/// of the batch's mean loss for each kernel (parameter of two or more dimensions), by name.
std::vector<std::pair<std::string, double>> measure_kernel_gradients(const NetworkOptions& options,
                                                                     const TensorSplit& batch,
                                                                     const Loss& loss);

}  // namespace plumb
