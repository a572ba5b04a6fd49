#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>

namespace plumb {

/// Calls a function right after autograd has accumulated into a parameter's `.grad`.
///
/// The adapter to torch::autograd::impl::set_post_acc_grad_hooks: LibTorch promises no stability
/// for it, and gives each tensor one slot, so that a hook found there is called first. On detach
/// ours is taken out of the chain of ours that begins in the slot. Where somebody else's lies over
/// it, it stays there, does nothing but call the one before, and is taken out by the next of ours
/// that comes or goes once it can be reached.
class AccumulationHook {
 public:
  using Callback = std::function<void(const at::Tensor& gradient)>;

  AccumulationHook(const at::Tensor& parameter, Callback callback);
  ~AccumulationHook();
  AccumulationHook(const AccumulationHook&) = delete;
  AccumulationHook& operator=(const AccumulationHook&) = delete;

 private:
  class Hook;
  static void take_out_detached(const at::Tensor& parameter);

  at::Tensor parameter_;
  std::shared_ptr<Callback>
      callback_;  // with the hook, which may outlive this; empty once detached
};

}  // namespace plumb
