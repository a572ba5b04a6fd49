#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/diagnostics/layers.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {

/// The weights of a network at one epoch.
struct WeightSample {
  std::int64_t epoch = 0;
  std::vector<double> values;  ///< finite ones only
  std::size_t non_finite_count = 0;
};

/// All entries of the dense and convolution weights of a checkpoint: floating-point tensors of two
/// and more dimensions that are layers by layers_of(), with what the run knows of its parameters.
/// Biases and normalization are left out.
WeightSample collect_weights(const StoredTensors& checkpoint, std::int64_t epoch,
                             const std::vector<ParameterInfo>& known);

/// The parameters to draw by layer: layers_of(), or all of them where none is a layer.
std::vector<Layer> drawn_layers(const std::vector<std::string>& parameters,
                                const std::vector<ParameterInfo>& known);

}  // namespace plumb
