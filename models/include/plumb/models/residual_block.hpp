#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>
#include <optional>
#include <string>

#include "plumb/models/activation.hpp"
#include "plumb/models/conv2d.hpp"
#include "plumb/models/dropout.hpp"
#include "plumb/models/layer_options.hpp"
#include "plumb/models/normalization.hpp"
#include "plumb/models/residual.hpp"

namespace plumb {

struct ResidualBlockOptions {
  ResidualBlockOptions(std::int64_t in_channels, std::int64_t out_channels, LayerOptions layers)
      : in_channels_(in_channels), out_channels_(out_channels), layers_(std::move(layers)) {}

  TORCH_ARG(std::int64_t, in_channels);
  TORCH_ARG(std::int64_t, out_channels);
  TORCH_ARG(LayerOptions, layers);
  TORCH_ARG(std::int64_t, stride) = 1;
  TORCH_ARG(std::string, tap_name);  ///< of the tap on its output
};

/// Two 3×3 convolutions, the first with the stride, and a shortcut: the identity, or a conv 1×1
/// where the stride or the number of channels changes.
///
/// none     φ(norm_2(conv_2(norm_1(φ(conv_1(x))))))
/// plain    φ(norm_2(conv_2(norm_1(φ(conv_1(x))))) + shortcut(x))
/// rezero   α norm_2(conv_2(norm_1(φ(conv_1(x))))) + shortcut(x)
/// preact   conv_2(φ(norm_2(conv_1(a)))) + x with a = φ(norm_1(x)); a 1×1 shortcut reads a
/// fixup    φ(scale · conv_2(φ(conv_1(x + bias_1a) + bias_1b) + bias_2a) + bias_2b + shortcut(x));
/// a
///          1×1 shortcut reads x + bias_1a
///
/// Dropout is between the convolutions, after the activation (Zagoruyko and Komodakis 2016): what
/// the shortcut carries is whole.
class ResidualBlockImpl : public torch::nn::Module {
 public:
  explicit ResidualBlockImpl(const ResidualBlockOptions& options);
  at::Tensor forward(const at::Tensor& x);

  /// Fixup's start: conv_1 times blocks^(-1/2), conv_2 zero (Zhang et al. 2019, two kernels a
  /// branch). Nothing otherwise. Call after initialize_kernels().
  void initialize_branch(std::int64_t blocks);

 private:
  void add_convolutions(const ResidualBlockOptions& options);
  at::Tensor hidden(const Activation& activation, at::Tensor x);
  at::Tensor activated_last(const at::Tensor& x);
  at::Tensor activated_first(const at::Tensor& x);
  at::Tensor scaled_by_alpha(const at::Tensor& x);
  at::Tensor fixed_up(const at::Tensor& x);
  at::Tensor skipped(const at::Tensor& x) { return shortcut_ ? shortcut_->forward(x) : x; }

  Residual residual_;
  Activation activation_1_;
  std::optional<Activation> activation_2_;  // rezero has none
  std::string tap_name_, hidden_tap_name_;
  Conv2d conv_1_{nullptr}, conv_2_{nullptr}, shortcut_{nullptr};
  Normalization norm_1_, norm_2_;
  Dropout dropout_{nullptr};
  at::Tensor factor_;                                 // rezero's α, fixup's scale: {1}
  at::Tensor bias_1a_, bias_1b_, bias_2a_, bias_2b_;  // fixup's: {1}
};
TORCH_MODULE(ResidualBlock);

}  // namespace plumb
