#pragma once

#include <cstdint>
#include <vector>

#include "plumb/models/network.hpp"

/// A matrix product or convolution of a network's forward pass, as the dispatcher saw it.
struct LayerCall {
  bool is_convolution = false;
  std::vector<std::int64_t> input;   ///< {batch, features}, or {batch, channels, height, width}
  std::vector<std::int64_t> weight;  ///< {outputs, inputs}, or {outputs, inputs, height, width}

  // Of a convolution.
  std::vector<std::int64_t> unpadded;  ///< the layer's input; `input` where nothing padded it
  std::int64_t stride = 1;
  std::vector<std::int64_t> padding;  ///< what the call itself adds on either side
};

/// Those of one pass over a batch, in their order. The network is bfloat16 after it. `batch`:
/// {batch, channels, height, width}.
std::vector<LayerCall> layer_calls(plumb::Network& network, const std::vector<std::int64_t>& batch);
