#include "update_witness.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {

UpdateWitness::UpdateWitness(const ParameterList& parameters) {
  for (const auto& tensor : parameters.tensors) {
    const at::Tensor& gradient = tensor.grad();
    if (gradient.defined() && !std::isfinite(cpu_norm(gradient)))
      now_and_before_.emplace_back(tensor, tensor.detach().clone());
  }
}

bool UpdateWitness::update_was_left_out() const {
  const auto is_as_before = [](const auto& pair) {
    const at::Tensor now = pair.first.detach();
    const at::Tensor& before = pair.second;
    return now.device() == before.device() && now.scalar_type() == before.scalar_type() &&
           at::equal(now, before);
  };
  return !now_and_before_.empty() &&
         std::all_of(now_and_before_.begin(), now_and_before_.end(), is_as_before);
}

}  // namespace plumb
