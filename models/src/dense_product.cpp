#include "dense_product.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <optional>

#include "replaceable.hpp"
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
    std::vector<at::Tensor> y;
    for (const auto part : small_batch::parts(x.size(0))) {
      const auto columns = small_batch::columns(part.of(x));
      y.push_back(small_batch::rows(
          small_batch::outputs(columns, weight, bias.value_or(at::Tensor())), part.count));
    }
    return small_batch::joined(y);
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
    std::vector<at::Tensor> input_gradients;
    for (const auto part : small_batch::parts(x.size(0))) {
      small_batch::LayerBackward layer;
      layer.gradient = small_batch::columns(part.of(gradient).contiguous());
      layer.weight = weight;
      layer.batch = part.count;
      if (context->needs_input_grad(1)) {
        layer.x_rows = small_batch::padded_rows(part.of(x));
        layer.weight_gradient = &result[1];
      }
      if (wants_bias) layer.bias_gradient = &result[2];
      layer.wants_input_gradient = context->needs_input_grad(0);
      const auto gradients = small_batch::backward(layer);
      if (layer.wants_input_gradient)
        input_gradients.push_back(small_batch::rows(gradients.input, part.count));
    }
    if (context->needs_input_grad(0)) result[0] = small_batch::joined(input_gradients);
    return result;
  }
};

}  // namespace

at::Tensor dense_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (!small_batch::fits(x, weight) || !may_replace_operations(x))
    return at::linear(x, weight, bias);
  return DenseProduct::apply(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

}  // namespace plumb
