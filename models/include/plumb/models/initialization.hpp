#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace plumb {

/// Inputs and outputs that one weight's unit has, times the receptive field of a convolution.
struct Fans {
  double in;
  double out;
};

/// Fills a contiguous tensor and returns it.
struct Initializer {
  using Fill = at::Tensor (*)(at::Tensor kernel, Fans fans, double argument,
                              at::Generator generator);
  Fill fill;
  double argument;  ///< the number of "uniform:0.05"; 0 where the initializer takes none

  at::Tensor operator()(at::Tensor kernel, Fans fans, at::Generator generator) const {
    return fill(std::move(kernel), fans, argument, std::move(generator));
  }
};

/// The initializer of that name, with its number if it takes one: "he-normal", "uniform:0.05".
/// initializers() lists them. Throws plumb::Error for any other name, and for a number that is not
/// > 0.
Initializer find_initializer(std::string_view name);

/// The random stream of a parameter, derived from the seed and its name.
at::Generator parameter_generator(const std::string& parameter, std::uint64_t seed);

/// Throws plumb::Error unless it is "zeros", "uniform:A" or "normal:STD".
void check_bias_initializer(std::string_view name);

/// Fills a kernel, {out, in} or {out, in, height, width}, with one of initializers(), whatever
/// its memory format and device. Throws what find_initializer() throws.
void initialize_kernel(at::Tensor& kernel, std::string_view initializer, at::Generator generator);

/// Fills every kernel (parameter of two or more dimensions) of the module; the one of the layer
/// named `output` with output_initializer. Each has a random stream of its own, derived from the
/// seed and its name: equally named kernels of two networks start alike, whatever else differs.
void initialize_kernels(torch::nn::Module& module, std::string_view initializer,
                        std::string_view output_initializer, std::uint64_t seed);

/// Fills the bias of every layer that has a kernel with "zeros", "uniform:A" or "normal:STD", each
/// from a random stream of its own. Throws what check_bias_initializer() throws: other initializers
/// need fans, which a bias has not.
void initialize_biases(torch::nn::Module& module, std::string_view initializer, std::uint64_t seed);

}  // namespace plumb
