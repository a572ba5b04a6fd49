#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "early_norms.hpp"
#include "entry_witness.hpp"

namespace plumb {

/// What a hook saw of one parameter's gradient, and enough to tell whether it is still so.
struct HookedNorm {
  GradientReading reading;  ///< on the CPU
  at::Tensor device_norm;   ///< scalar double, elsewhere
  /// The tensor measured, none since the last step: a weak pointer, so that its address is nobody
  /// else's meanwhile.
  c10::weak_intrusive_ptr<c10::TensorImpl> gradient{c10::intrusive_ptr<c10::TensorImpl>()};
  std::uint32_t version = 0;  ///< its version counter then
  EntryWitness witness;       ///< on the CPU
  bool detached = false;      ///< nobody asks any more

  void remember(const at::Tensor& measured);
  bool describes(const at::Tensor& current) const;

  /// On the CPU: whether a gradient came since the last step that was not 0.
  bool was_there() const { return gradient._unsafe_get_target() != nullptr && reading.norm != 0; }
};

/// Measures a parameter's `.grad` right after autograd has accumulated into it.
///
/// The adapter to torch::autograd::impl::set_post_acc_grad_hooks: LibTorch promises no stability
/// for it, and gives each tensor one slot, so that a hook found there is called first. On detach
/// ours is taken out of the chain of ours that begins in the slot. Where somebody else's lies over
/// it, it stays there, does nothing but call the one before, and is taken out by the next of ours
/// that comes or goes once it can be reached.
class GradientHook {
 public:
  explicit GradientHook(const at::Tensor& parameter);
  ~GradientHook();
  GradientHook(const GradientHook&) = delete;
  GradientHook& operator=(const GradientHook&) = delete;

  const HookedNorm& seen() const { return *seen_; }

  /// Before the next step.
  void forget() { seen_->gradient.reset(); }

 private:
  class Hook;
  static void take_out_detached(const at::Tensor& parameter);

  at::Tensor parameter_;
  std::shared_ptr<HookedNorm> seen_;  // with the hook, which may outlive this
};

}  // namespace plumb
