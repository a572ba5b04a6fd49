#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "probe_number.hpp"
#include "tap_listeners.hpp"

namespace plumb {

/// Whose gradients a tap measures: of passes that add gradients to all parameters, as a loss's own
/// does, or also of those for chosen tensors, as torch::autograd::grad's.
enum class HeardPasses { for_all, any };

/// The tensor on that device. Waits for a device only on the way from it to the CPU.
at::Tensor moved_to(const at::Device& device, const at::Tensor& tensor);

/// What a probe has heard of a tap, on the device of its first visit. Dies with the probe: a hook
/// that outlives it finds nothing.
class TapSums final : public TapGradients {
 public:
  /// sums: activation_sums() of the first visit.
  TapSums(at::Tensor sums, HeardPasses passes) : totals_(std::move(sums)), passes_(passes) {}

  /// {activation_columns}.
  const at::Tensor& totals() const { return totals_; }

  void add_visit(const at::Tensor& sums) { totals_ += moved_to(totals_.device(), sums); }

  void add(const at::Tensor& gradient) override;

  void add_squares(double squares) override;

  /// The share of units that no probe of the last `window`, this one included, saw active.
  void add_inactive(const at::Tensor& last_active, ProbeNumber& probe, double window);

 private:
  bool is_heard() const;
  void count_squares(double squares);

  at::Tensor totals_;
  HeardPasses passes_;
};

/// The hook of a probe on a leaf, which keeps it when the pass is over.
class LeafHook {
 public:
  LeafHook(const at::Tensor& leaf, unsigned position)
      : leaf_(leaf.getIntrusivePtr()), position_(position) {}

  bool is_on(const at::Tensor& x) const {
    return leaf_._unsafe_get_target() == x.unsafeGetTensorImpl();
  }

  void remove() const;

 private:
  c10::weak_intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl> leaf_;
  unsigned position_;
};

/// A tap of the run's, and what the probe under way knows of it.
struct ProbedTap {
  at::Tensor last_active;  ///< {units}: number of the last probe that saw the unit active, or −1
  std::shared_ptr<TapSums> sums;  ///< of the probe under way; null: not visited
  std::vector<LeafHook> leaf_hooks;

  /// Listens to the gradient that arrives at x. A leaf visited again tells of it once all the same.
  void hook(const at::Tensor& x);

  void end_probe();
};

}  // namespace plumb
