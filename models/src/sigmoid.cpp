#include "sigmoid.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include "activation_kernels.hpp"
#include "plumb/internal/parallel.hpp"
#include "replaceable.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Entries for which a second thread is worth waking.
constexpr std::int64_t entries_per_thread = std::int64_t{1} << 16;

void compute(const at::Tensor& x) {
  float* values = x.mutable_data_ptr<float>();
  parallel_shares(x.numel(), entries_per_thread, [&](Share share) {
    const auto range = share.range(x.numel());
    sigmoid_kernel(values + range.first, range.size());
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
