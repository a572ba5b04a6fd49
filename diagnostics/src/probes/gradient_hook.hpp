#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "early_norms.hpp"

namespace plumb {

/// What a hook saw of one parameter's gradient, and enough to tell whether it is still so.
struct HookedNorm {
  GradientReading reading;  ///< on the CPU
  at::Tensor device_norm;   ///< scalar double, elsewhere
  const void* gradient =
      nullptr;                ///< identity of the tensor measured; null: not since the last step
  std::uint32_t version = 0;  ///< its version counter then

  bool describes(const at::Tensor& current) const;
};

/// Measures a parameter's `.grad` right after autograd has accumulated into it.
///
/// The adapter to torch::autograd::impl::set_post_acc_grad_hooks: LibTorch promises no stability
/// for it, and gives each tensor one slot, so that a hook found there is called first and put back
/// on detach.
class GradientHook {
 public:
  GradientHook(const at::Tensor& parameter, std::shared_ptr<HookedNorm> result);
  ~GradientHook();
  GradientHook(const GradientHook&) = delete;
  GradientHook& operator=(const GradientHook&) = delete;

 private:
  class Hook;
  at::Tensor parameter_;
  Hook* installed_;
};

}  // namespace plumb
