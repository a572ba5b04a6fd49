#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <string_view>
#include <utility>

namespace torch::nn {
class Module;
}

namespace plumb {

/// An activation as one layer has it: its function, and its slope where it learns one.
class Activation {
 public:
  /// `slope` is undefined where the function has none.
  using Function = at::Tensor (*)(at::Tensor x, const at::Tensor& slope);

  explicit Activation(Function function, at::Tensor slope = {})
      : function_(function), slope_(std::move(slope)) {}

  /// Takes the pre-activation and may overwrite it, where the derivative needs only the result:
  /// pass a tensor that nothing else reads.
  at::Tensor operator()(at::Tensor x) const { return function_(std::move(x), slope_); }

 private:
  Function function_;
  at::Tensor slope_;
};

/// The activation of that name for one layer; activations() lists them. One that learns its slope
/// (prelu) registers it with the owner as the parameter `slope`, {1}, 0.25 at first. Throws
/// plumb::Error for any other name.
Activation make_activation(std::string_view name, torch::nn::Module& owner,
                           const std::string& slope = "slope");

/// Throws plumb::Error unless activations() lists the name.
void check_activation(std::string_view name);

}  // namespace plumb
