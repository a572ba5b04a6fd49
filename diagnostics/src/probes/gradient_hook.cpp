#include "gradient_hook.hpp"

#include "plumb/diagnostics/early_norm.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {

void HookedNorm::measure(const at::Tensor& now) {
  if (now.device().is_cpu()) {
    const auto early = early_reading(now);
    reading = early ? *early : read_gradient(now);
  } else {
    device_norm = device_norms({now})[0];
  }
  gradient = c10::weak_intrusive_ptr<c10::TensorImpl>(now.getIntrusivePtr());
  version = static_cast<std::uint32_t>(now._version());
  witness = EntryWitness(now);
}

bool HookedNorm::describes(const at::Tensor& current) const {
  return gradient._unsafe_get_target() == current.unsafeGetTensorImpl() &&
         version == current._version() && (!current.is_cpu() || witness.is_still_in(current));
}

GradientHook::GradientHook(const at::Tensor& parameter)
    : hook_(parameter, [this](const at::Tensor& gradient) { seen_.measure(gradient); }) {
  ++detail::gradient_hooks;
}

GradientHook::~GradientHook() {
  --detail::gradient_hooks;
}

}  // namespace plumb
