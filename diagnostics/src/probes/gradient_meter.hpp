#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "clip_history.hpp"
#include "count_entries.hpp"
#include "gradient_hook.hpp"
#include "parameter_list.hpp"
#include "plumb/diagnostics/monitor.hpp"

namespace plumb {

/// Norms of all gradients of a step, and clipping by them: at once on the CPU, in a window that
/// stays on the device elsewhere.
class GradientMeter {
 public:
  virtual ~GradientMeter() = default;

  /// Measures the gradients as they are now.
  virtual void measure() = 0;

  /// Of the i-th gradient as it is now, where it was counted while it lay in cache.
  virtual std::optional<EntryCounts> counts(std::size_t) const { return std::nullopt; }

  /// After measure(). `history`: of the clip, if it has one.
  virtual ClipOutcome clip(const Clip& clip, ClipHistory* history) = 0;

  /// After measure(): the update is left out where this scalar is not 0.
  virtual void note_skipped(const at::Tensor& skipped) = 0;

  /// Ends the step's measurement.
  virtual void complete(const at::Tensor& loss) = 0;

  /// The same where the device has repeated an earlier measure(), and what followed it, from a
  /// graph. Throws Error where that cannot have been.
  virtual void complete_replayed(const at::Tensor& loss) = 0;

  /// Forgets what measure() saw on the host since the last step.
  virtual void discard() = 0;

  /// Steps completed and not drained, and whether there is no room for another.
  virtual std::int64_t waiting() const = 0;
  virtual bool full() const = 0;

  /// Hands out the completed steps, oldest first, to be moved from; their `step` counts from 0.
  virtual void drain(const std::function<void(StepRecord&)>& take) = 0;

  /// Gradients are those of loss × scale.
  void set_loss_scale(double scale) { loss_scale_ = scale; }

 protected:
  double loss_scale() const { return loss_scale_; }

 private:
  double loss_scale_ = 1;
};

/// `parameters` must outlive the meter. With `hooks`, norms are taken during backward.
std::unique_ptr<GradientMeter> make_cpu_meter(const ParameterList& parameters, bool hooks);
std::unique_ptr<GradientMeter> make_device_meter(const ParameterList& parameters, bool hooks,
                                                 std::int64_t window);

/// The entries of a parameter's gradient, to be changed in place. A sparse gradient is coalesced
/// first: a bound on each of several summands would not bound their sum.
at::Tensor stored_entries(const at::Tensor& parameter);

/// A hook on each parameter, or none at all.
class GradientHooks {
 public:
  GradientHooks(const ParameterList& parameters, bool install);

  /// What the i-th parameter's hook saw, if that is still its gradient; else null.
  const HookedNorm* seen(std::size_t i, const at::Tensor& gradient) const;

  /// On the CPU: whether the i-th parameter's hook saw a gradient since the last step, not of
  /// zeros.
  bool saw_one(std::size_t i) const { return i < hooks_.size() && hooks_[i]->seen().was_there(); }

  /// Before the next step.
  void forget();

 private:
  std::vector<std::unique_ptr<GradientHook>> hooks_;
};

}  // namespace plumb
