#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "plumb/models/network.hpp"

namespace plumb {

/// How a forward pass computes: as the parameters are, or by autocast in bfloat16 where LibTorch
/// holds that for safe. Parameters, their gradients and the loss stay float32 in both; bfloat16 has
/// float32's range, so that no loss scale is needed.
enum class Precision { float32, bfloat16 };

/// "float32" or "bfloat16".
Precision precision_of(const std::string& name);

/// network.forward(features), the outputs in the features' type.
at::Tensor forward(Network& network, const at::Tensor& features, Precision precision);

}  // namespace plumb
