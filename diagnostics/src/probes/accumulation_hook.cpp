#include "accumulation_hook.hpp"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <utility>

namespace plumb {

namespace impl = torch::autograd::impl;

class AccumulationHook::Hook : public torch::autograd::PostAccumulateGradHook {
 public:
  Hook(std::shared_ptr<Callback> callback, std::unique_ptr<PostAccumulateGradHook> previous)
      : previous_(std::move(previous)), callback_(std::move(callback)) {}

  // LibTorch passes the parameter, not its gradient (pytorch#187268).
  void operator()(const at::Tensor& parameter) override {
    if (previous_) (*previous_)(parameter);
    if (is_detached()) return;
    const at::Tensor& gradient = parameter.grad();
    if (gradient.defined()) (*callback_)(gradient);
  }

  bool is_detached() const { return !*callback_; }
  std::unique_ptr<PostAccumulateGradHook>& previous() { return previous_; }

 private:
  std::unique_ptr<PostAccumulateGradHook> previous_;
  std::shared_ptr<Callback> callback_;
};

void AccumulationHook::take_out_detached(const at::Tensor& parameter) {
  auto* slot = &impl::post_acc_grad_hooks(parameter);
  while (auto* hook = dynamic_cast<Hook*>(slot->get())) {
    if (hook->is_detached())
      *slot = std::exchange(hook->previous(), nullptr);
    else
      slot = &hook->previous();
  }
}

AccumulationHook::AccumulationHook(const at::Tensor& parameter, Callback callback)
    : parameter_(parameter), callback_(std::make_shared<Callback>(std::move(callback))) {
  impl::materialize_autograd_meta(parameter_);  // of one that never wanted a gradient
  take_out_detached(parameter_);
  auto hook = std::make_unique<Hook>(callback_, std::move(impl::post_acc_grad_hooks(parameter_)));
  impl::set_post_acc_grad_hooks(parameter_, std::move(hook));
}

AccumulationHook::~AccumulationHook() {
  *callback_ = nullptr;
  take_out_detached(parameter_);
}

}  // namespace plumb
