#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/loss.hpp"

namespace plumb {

/// One forward and backward pass in double precision, to which the network goes over: the L2 norm
/// of the gradient of the batch's mean loss for each kernel (parameter of two or more dimensions),
/// by name.
std::vector<std::pair<std::string, double>> measure_kernel_gradients(Network& network,
                                                                     const TensorSplit& batch,
                                                                     const Loss& loss);

}  // namespace plumb
