#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>

#include "plumb/models/activation.hpp"
#include "plumb/models/batch_norm.hpp"
#include "plumb/models/conv2d.hpp"

namespace plumb {

struct ResidualBlockOptions {
  ResidualBlockOptions(std::int64_t in_channels, std::int64_t out_channels)
      : in_channels_(in_channels), out_channels_(out_channels) {}

  TORCH_ARG(std::int64_t, in_channels);
  TORCH_ARG(std::int64_t, out_channels);
  TORCH_ARG(std::int64_t, stride) = 1;
  TORCH_ARG(std::string, activation) = "relu";
  TORCH_ARG(bool, batch_norm) = true;
  TORCH_ARG(bool, shortcut) = true;
  TORCH_ARG(std::string, tap_name);  ///< of the tap on its output
};

/// conv 3×3 (stride) → activation → norm → conv 3×3 → norm, plus a shortcut, → activation. The
/// shortcut is the identity, or a conv 1×1 where the stride or the number of channels changes.
class ResidualBlockImpl : public torch::nn::Module {
 public:
  explicit ResidualBlockImpl(const ResidualBlockOptions& options);
  at::Tensor forward(const at::Tensor& x);

 private:
  Activation activation_;
  bool add_shortcut_;
  std::string tap_name_, hidden_tap_name_;
  Conv2d conv_1_{nullptr}, conv_2_{nullptr}, shortcut_{nullptr};
  BatchNorm norm_1_{nullptr}, norm_2_{nullptr};
};
TORCH_MODULE(ResidualBlock);

}  // namespace plumb
