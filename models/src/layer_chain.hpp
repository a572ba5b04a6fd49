#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "plumb/models/chain_link.hpp"

namespace plumb {

/// Nothing for an activation of another kind.
std::optional<ChainActivation> chain_activation(std::string_view name);

/// φₙ(… φ₁(x W₁ᵀ + b₁) …), {batch, inputs} to {batch, outputs}, as one node of autograd's graph.
/// The operations are those of the layers one by one, on the same numbers in the same order, so
/// that outputs and gradients are equal to the last bit; what is saved is the nodes, views and
/// dispatches between them, and on a small batch turning it into columns and back at every layer
/// (docs/performance.md). Taps behind the layers but the last one are shown as InnerTap.
at::Tensor layer_chain(const at::Tensor& x, const std::vector<ChainLink>& links);

/// False where someone wants tensors of autograd's graph from between the layers
/// (inner_taps_suffice(), anomaly mode) or operations are to be replaced (autocast); without a
/// graph to make, also where the small-batch products are of no use.
bool layer_chain_fits(const at::Tensor& x, const std::vector<ChainLink>& links);

}  // namespace plumb
