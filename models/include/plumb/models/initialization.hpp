#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <string_view>

namespace plumb {

/// Inputs and outputs that one weight's unit has, times the receptive field of a convolution.
struct Fans {
  double in;
  double out;
};

/// Fills a contiguous tensor and returns it.
using Initializer = at::Tensor (*)(at::Tensor kernel, Fans fans, at::Generator generator);

/// The initializer of that name; initializers() lists them. Throws plumb::Error for any other name.
Initializer find_initializer(std::string_view name);

/// Fills a kernel, {out, in} or {out, in, height, width}, with one of initializers(), whatever
/// its memory format and device. Throws what find_initializer() throws.
void initialize_kernel(at::Tensor& kernel, std::string_view initializer, at::Generator generator);

/// Fills every kernel (parameter of two or more dimensions) of the module; the one of the layer
/// named `output` with output_initializer. Each has a random stream of its own, derived from the
/// seed and its name: equally named kernels of two networks start alike, whatever else differs.
void initialize_kernels(torch::nn::Module& module, std::string_view initializer,
                        std::string_view output_initializer, std::uint64_t seed);

}  // namespace plumb
