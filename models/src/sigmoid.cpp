#include "sigmoid.hpp"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include "replaceable.hpp"
#include "sigmoid_kernel.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Entries for which a second thread is worth waking.
constexpr std::int64_t entries_per_thread = std::int64_t{1} << 16;

void compute(const at::Tensor& x) {
  float* values = x.mutable_data_ptr<float>();
  at::parallel_for(0, x.numel(), entries_per_thread, [&](std::int64_t first, std::int64_t end) {
    sigmoid_kernel(values + first, end - first);
  });
}

/// Called as LibTorch's own node is: that is how a monitor knows what made a tensor.
struct SigmoidBackward : torch::autograd::Function<SigmoidBackward> {
  static at::Tensor forward(AutogradContext* context, at::Tensor x) {
    compute(x);
    context->mark_dirty({x});
    context->save_for_backward({x});
    return x;
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const auto y = context->get_saved_variables().front();
    return {at::sigmoid_backward(outputs.front(), y)};
  }
};

bool fits(const at::Tensor& x) {
  return x.is_cpu() && x.scalar_type() == at::kFloat && x.is_non_overlapping_and_dense() &&
         may_replace_operations(x);
}

}  // namespace

at::Tensor sigmoid_in_place(at::Tensor x) {
  if (!fits(x)) return x.sigmoid_();
  if (at::GradMode::is_enabled() && x.requires_grad()) return SigmoidBackward::apply(x);
  compute(x);
  return x;
}

}  // namespace plumb
