#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// A weight matrix or convolution kernel, in the order of registration: input to output.
struct Layer {
  std::string name;           ///< "dense_01": layer_name() of the parameter's
  std::size_t parameter = 0;  ///< its position among the parameters
};

/// Matrices and kernels among the parameters: those of two or more dimensions, or, where shapes are
/// not known, those whose names tell (names_layer()). One without entries is none.
std::vector<Layer> layers_of(const std::vector<ParameterInfo>& parameters);

/// Those of a record that knows its parameters by name only: by the shapes of `known` (run.json's),
/// as far as it has them, and in its order. `parameter` is the position in `names`.
std::vector<Layer> layers_of(const std::vector<std::string>& names,
                             const std::vector<ParameterInfo>& known);

/// The parameters called `names`: first those that `known` has, in its order, which is input to
/// output, then the others, without shapes.
std::vector<ParameterInfo> recorded_parameters(const std::vector<ParameterInfo>& known,
                                               const std::vector<std::string>& names);

/// A guess for want of a shape: whether the parameter is of a normalization layer, as far as the
/// module's name tells: `…norm….weight`, `bn_1.weight`, `ln_f.bias`.
bool names_normalization(std::string_view parameter);

/// A guess for want of a shape. True for `dense_01.weight`, `block_3.conv_1.weight`,
/// `rnn.weight_hh_l0` or `fc.weight_v`; false for biases, for `weight_g`, the lengths of weight
/// normalization, and for the scale of a normalization layer.
bool names_layer(std::string_view parameter);

/// `dense_01` for `dense_01.weight` and `dense_01.weight_v`; other names stay as they are.
std::string layer_name(std::string_view parameter);

}  // namespace plumb
