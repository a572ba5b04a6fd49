#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "accumulation_hook.hpp"
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

  void measure(const at::Tensor& now);
  bool describes(const at::Tensor& current) const;

  /// On the CPU: whether a gradient came since the last step that was not 0.
  bool was_there() const { return gradient._unsafe_get_target() != nullptr && reading.norm != 0; }
};

/// Measures a parameter's `.grad` right after autograd has accumulated into it.
class GradientHook {
 public:
  explicit GradientHook(const at::Tensor& parameter);
  ~GradientHook();
  GradientHook(const GradientHook&) = delete;
  GradientHook& operator=(const GradientHook&) = delete;

  const HookedNorm& seen() const { return seen_; }

  /// Before the next step.
  void forget() { seen_.gradient.reset(); }

 private:
  HookedNorm seen_;
  AccumulationHook hook_;
};

}  // namespace plumb
