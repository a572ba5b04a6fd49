#include "gradient_hook.hpp"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <utility>

#include "plumb/diagnostics/early_norm.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {

namespace impl = torch::autograd::impl;

bool HookedNorm::describes(const at::Tensor& current) const {
  return gradient == current.unsafeGetTensorImpl() && version == current._version();
}

class GradientHook::Hook : public torch::autograd::PostAccumulateGradHook {
 public:
  Hook(std::shared_ptr<HookedNorm> result, std::unique_ptr<PostAccumulateGradHook> previous)
      : result_(std::move(result)), previous_(std::move(previous)) {}

  // LibTorch passes the parameter, not its gradient (pytorch#187268).
  void operator()(const at::Tensor& parameter) override {
    if (previous_) (*previous_)(parameter);
    const at::Tensor& gradient = parameter.grad();
    if (!gradient.defined()) return;
    if (gradient.device().is_cpu()) {
      const auto early = early_reading(gradient);
      result_->reading = early ? *early : read_gradient(gradient);
    } else {
      result_->device_norm = device_norms({gradient})[0];
    }
    result_->gradient = gradient.unsafeGetTensorImpl();
    result_->version = gradient._version();
  }

  std::unique_ptr<PostAccumulateGradHook> take_previous() { return std::move(previous_); }

 private:
  std::shared_ptr<HookedNorm> result_;
  std::unique_ptr<PostAccumulateGradHook> previous_;
};

GradientHook::GradientHook(const at::Tensor& parameter, std::shared_ptr<HookedNorm> result)
    : parameter_(parameter) {
  auto hook =
      std::make_unique<Hook>(std::move(result), std::move(impl::post_acc_grad_hooks(parameter_)));
  installed_ = hook.get();
  impl::set_post_acc_grad_hooks(parameter_, std::move(hook));
  ++detail::gradient_hooks;
}

GradientHook::~GradientHook() {
  --detail::gradient_hooks;
  // Someone may have replaced the hook since; then the slot is theirs.
  if (impl::post_acc_grad_hooks(parameter_).get() != installed_) return;
  impl::set_post_acc_grad_hooks(parameter_, installed_->take_previous());
}

}  // namespace plumb
