#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {

/// The weights of a network at one epoch.
struct WeightSample {
  std::int64_t epoch = 0;
  std::vector<double> values;  ///< finite ones only
  std::size_t non_finite_count = 0;
};

/// All entries of the dense and convolution weights of a checkpoint: floating-point tensors of two
/// and more dimensions named as is_weight_matrix says. Biases and normalization are left out.
WeightSample collect_weights(const StoredTensors& checkpoint, std::int64_t epoch);

/// True for `dense_01.weight`, `block_3.conv_1.weight` or `rnn.weight_hh_l0`; false for biases and
/// for the scale of a normalization layer, told by its name (`…norm….weight`, `bn_1.weight`).
bool is_weight_matrix(std::string_view parameter);

/// The parameters to draw by layer: the weight matrices, or all of them where none is named as one.
std::vector<std::size_t> weight_matrices(const std::vector<std::string>& parameters);

/// `dense_01` for `dense_01.weight`; other names stay as they are.
std::string layer_name(std::string_view parameter);

}  // namespace plumb
