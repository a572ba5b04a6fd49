#include "dense_product.hpp"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <optional>

#include "small_batch.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct DenseProduct : torch::autograd::Function<DenseProduct> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const std::optional<at::Tensor>& bias) {
    context->save_for_backward({x, weight});
    context->saved_data["bias"] = bias.has_value();
    return small_batch::rows(
        small_batch::outputs(small_batch::columns(x), weight, bias.value_or(at::Tensor())),
        x.size(0));
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const auto saved = context->get_saved_variables();
    const at::Tensor& x = saved[0];
    const at::Tensor& weight = saved[1];
    const at::Tensor& gradient = outputs.front();
    const bool wants_bias = context->saved_data["bias"].toBool() && context->needs_input_grad(2);
    variable_list result(3);
    // A gradient that is to be differentiated again needs a graph of its own.
    if (at::GradMode::is_enabled()) {
      if (context->needs_input_grad(0)) result[0] = gradient.mm(weight);
      if (context->needs_input_grad(1)) result[1] = gradient.t().mm(x);
      if (wants_bias) result[2] = gradient.sum(0);
      return result;
    }
    const at::Tensor columns = small_batch::columns(gradient.contiguous());
    if (context->needs_input_grad(0))
      result[0] = small_batch::rows(small_batch::input_gradient(columns, weight), x.size(0));
    if (context->needs_input_grad(1)) result[1] = small_batch::weight_gradient(columns, x);
    if (wants_bias) result[2] = small_batch::bias_gradient(columns, x.size(0));
    return result;
  }
};

bool fits(const at::Tensor& x, const at::Tensor& weight) {
  return small_batch::fits(x, weight) && !at::autocast::is_autocast_enabled(at::kCPU) &&
         !torch::autograd::AnomalyMode::is_enabled();  // which names operations by LibTorch's names
}

}  // namespace

at::Tensor dense_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (!fits(x, weight)) return at::linear(x, weight, bias);
  return DenseProduct::apply(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

}  // namespace plumb
