#include "gradient_meter.hpp"

#include <ATen/ATen.h>

#include "early_norms.hpp"

namespace plumb {

at::Tensor stored_entries(const at::Tensor& parameter) {
  const at::Tensor& gradient = parameter.grad();
  if (gradient.layout() == at::kStrided) return gradient;
  if (!gradient.is_coalesced()) parameter.mutable_grad() = gradient.coalesce();
  return parameter.grad()._values();
}

GradientHooks::GradientHooks(const ParameterList& parameters, bool install) {
  if (!install) return;
  for (const auto& tensor : parameters.tensors)
    hooks_.push_back(std::make_unique<GradientHook>(tensor));
}

const HookedNorm* GradientHooks::seen(std::size_t i, const at::Tensor& gradient) const {
  return i < hooks_.size() && hooks_[i]->seen().describes(gradient) ? &hooks_[i]->seen() : nullptr;
}

void GradientHooks::forget() {
  for (const auto& hook : hooks_) hook->forget();
  if (!hooks_.empty()) forget_early_norms();
}

}  // namespace plumb
