#include "gradient_hook.hpp"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <utility>

#include "plumb/diagnostics/early_norm.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {

namespace impl = torch::autograd::impl;

void HookedNorm::remember(const at::Tensor& measured) {
  gradient = c10::weak_intrusive_ptr<c10::TensorImpl>(measured.getIntrusivePtr());
  version = static_cast<std::uint32_t>(measured._version());
  witness = EntryWitness(measured);
}

bool HookedNorm::describes(const at::Tensor& current) const {
  return gradient._unsafe_get_target() == current.unsafeGetTensorImpl() &&
         version == current._version() && (!current.is_cpu() || witness.is_still_in(current));
}

class GradientHook::Hook : public torch::autograd::PostAccumulateGradHook {
 public:
  Hook(std::shared_ptr<HookedNorm> seen, std::unique_ptr<PostAccumulateGradHook> previous)
      : previous_(std::move(previous)), seen_(std::move(seen)) {}

  // LibTorch passes the parameter, not its gradient (pytorch#187268).
  void operator()(const at::Tensor& parameter) override {
    if (previous_) (*previous_)(parameter);
    if (seen_->detached) return;
    const at::Tensor& gradient = parameter.grad();
    if (!gradient.defined()) return;
    if (gradient.device().is_cpu()) {
      const auto early = early_reading(gradient);
      seen_->reading = early ? *early : read_gradient(gradient);
    } else {
      seen_->device_norm = device_norms({gradient})[0];
    }
    seen_->remember(gradient);
  }

  bool is_detached() const { return seen_->detached; }
  std::unique_ptr<PostAccumulateGradHook>& previous() { return previous_; }

 private:
  std::unique_ptr<PostAccumulateGradHook> previous_;
  std::shared_ptr<HookedNorm> seen_;
};

void GradientHook::take_out_detached(const at::Tensor& parameter) {
  auto* slot = &impl::post_acc_grad_hooks(parameter);
  while (auto* hook = dynamic_cast<Hook*>(slot->get())) {
    if (hook->is_detached())
      *slot = std::exchange(hook->previous(), nullptr);
    else
      slot = &hook->previous();
  }
}

GradientHook::GradientHook(const at::Tensor& parameter)
    : parameter_(parameter), seen_(std::make_shared<HookedNorm>()) {
  impl::materialize_autograd_meta(parameter_);  // of one that never wanted a gradient
  take_out_detached(parameter_);
  auto hook = std::make_unique<Hook>(seen_, std::move(impl::post_acc_grad_hooks(parameter_)));
  impl::set_post_acc_grad_hooks(parameter_, std::move(hook));
  ++detail::gradient_hooks;
}

GradientHook::~GradientHook() {
  --detail::gradient_hooks;
  seen_->detached = true;
  take_out_detached(parameter_);
}

}  // namespace plumb
