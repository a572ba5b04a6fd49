#pragma once

#include <ATen/core/Generator.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plumb {

/// Dropout with a random stream of its own, on whichever device it meets. In training each entry is
/// set to 0 with the probability given and the others are divided by the rest, so that the mean
/// stays (Srivastava et al. 2014, in PyTorch's and Keras's form); in evaluation nothing happens.
class DropoutImpl : public torch::nn::Module {
 public:
  explicit DropoutImpl(double probability) : probability_(probability) {}
  at::Tensor forward(const at::Tensor& x);

  /// Starts the stream anew.
  void seed(std::uint64_t seed);

  /// Where the stream is, for inputs on that device: a copy, of bytes on the CPU.
  at::Tensor state(const at::Device& device);
  void set_state(const at::Device& device, const at::Tensor& state);

 private:
  void use_device(const at::Device& device);

  double probability_;
  std::uint64_t seed_ = 0;
  at::Generator generator_;  // of the device that the last input was on
};
TORCH_MODULE(Dropout);

/// A child of `owner` called `child`; none, and no child, for the probability 0.
Dropout make_dropout(double probability, torch::nn::Module& owner, const std::string& child);

/// Starts the stream of every dropout layer anew, each from the seed and its name. Where a run can
/// be resumed, say at each epoch, its masks are then those of a run that went through.
void seed_dropout(torch::nn::Module& network, std::uint64_t seed);

/// Where the streams are, by the layers' names, to go on between two seeds with the masks of a run
/// that went through.
std::vector<std::pair<std::string, at::Tensor>> dropout_state(torch::nn::Module& network);

/// Takes what dropout_state() gave of such a network on such a device.
void set_dropout_state(torch::nn::Module& network,
                       const std::vector<std::pair<std::string, at::Tensor>>& state);

}  // namespace plumb
