#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

namespace plumb {

/// Activations whose derivative their output tells.
enum class ChainActivation : std::int64_t { identity, sigmoid, tanh, relu };

/// A dense layer as it is without normalization, residual, dropout and weight normalization.
struct ChainLink {
  at::Tensor weight;  ///< {outputs, inputs}
  at::Tensor bias;    ///< {outputs}
  ChainActivation activation = ChainActivation::identity;
  std::string name;  ///< of the tap behind the activation, if it is not the last of a chain
};

}  // namespace plumb
