#include <ATen/ATen.h>

#include "plumb/diagnostics/gradient_norms.hpp"
#include "plumb/diagnostics/update_sums.hpp"
#include "plumb/internal/memory_layout.hpp"
#include "real_numbers.hpp"

namespace plumb {
namespace {

bool are_plain_floats(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == at::kFloat && b.scalar_type() == at::kFloat && a.device().is_cpu() &&
         laid_out_alike(a, b);
}

}  // namespace

UpdateSums update_sums(const at::Tensor& now, const at::Tensor& before) {
  const at::NoGradGuard no_grad;
  if (are_plain_floats(now, before))
    return update_sums(now.const_data_ptr<float>(), before.const_data_ptr<float>(), now.numel());
  const double weight = cpu_norm(before);
  const double update = cpu_norm(real_numbers(now) - real_numbers(before));
  return {weight * weight, update * update};
}

}  // namespace plumb
