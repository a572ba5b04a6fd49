#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace plumb {

/// Inputs and outputs that one weight's unit has, times the receptive field of a convolution.
struct Fans {
  double in = 1;
  double out = 1;
  double receptive_field = 1;  ///< of which: positions of the kernel
};

/// Fills a contiguous tensor and returns it.
struct Initializer {
  using Fill = at::Tensor (*)(at::Tensor kernel, Fans fans, double argument,
                              at::Generator generator);
  using Variance = double (*)(Fans fans, double argument);

  Fill fill;
  Variance variance_of;  ///< null where weights are not random and independent, or orthonormal
  double argument;       ///< the number of "uniform:0.05", σ_w of "critical", 0 otherwise

  at::Tensor operator()(at::Tensor kernel, Fans fans, at::Generator generator) const {
    return fill(std::move(kernel), fans, argument, std::move(generator));
  }
  /// Of one weight at random.
  std::optional<double> variance(Fans fans) const {
    if (variance_of == nullptr) return std::nullopt;
    return variance_of(fans, argument);
  }
};

/// The initializer of that name, with its number if it takes one: "he-normal", "uniform:0.05".
/// initializers() lists them. "critical" takes its σ_w from critical_point() of the activation.
/// Throws plumb::Error for any other name, for a number that is not > 0 (constant:C: not finite),
/// and for an activation that has no critical point.
Initializer find_initializer(std::string_view name, std::string_view activation);

/// The random stream of a parameter, derived from the seed and its name.
at::Generator parameter_generator(const std::string& parameter, std::uint64_t seed);

/// The initializer of the biases that belongs to "critical": "normal:" and critical_point()'s σ_b,
/// or "zeros". Throws plumb::Error for an activation that has no critical point.
std::string critical_bias_initializer(std::string_view activation);

/// Throws plumb::Error unless it is "zeros", "uniform:A", "normal:STD" or "constant:C".
void check_bias_initializer(std::string_view name);

/// Fills a kernel, {out, in} or {out, in, height, width}, with one of initializers(), whatever
/// its memory format and device. Throws what find_initializer() throws.
void initialize_kernel(at::Tensor& kernel, std::string_view initializer, at::Generator generator,
                       std::string_view activation);

/// Fills every kernel (parameter of two or more dimensions) of the module; the one of the layer
/// named `output` with output_initializer. Each has a random stream of its own, derived from the
/// seed and its name: equally named kernels of two networks start alike, whatever else differs. One
/// of direction and length starts as the plain kernel would: weight_v is that, weight_g its norms.
void initialize_kernels(torch::nn::Module& module, std::string_view initializer,
                        std::string_view output_initializer, std::uint64_t seed,
                        std::string_view activation);

/// Fills the bias of every layer that has a kernel with one of the initializers that
/// check_bias_initializer() allows, each from a random stream of its own. Throws what
/// check_bias_initializer() throws: other initializers need fans, which a bias has not.
void initialize_biases(torch::nn::Module& module, std::string_view initializer, std::uint64_t seed);

}  // namespace plumb
