#include <ATen/ATen.h>

#include <limits>

#include "clip_factors.hpp"
#include "clip_history.hpp"

namespace plumb {
namespace {

constexpr double memory = 0.98;           // β
constexpr double warm_up = 100;           // T_start, steps
constexpr double absolute_threshold = 1;  // λ_abs
constexpr double unseen = std::numeric_limits<double>::infinity();

/// AdaGC (Wang et al. 2025, "AdaGC: Improving Training Stability for Large Language Model
/// Pretraining"): each tensor's norm is cut to λ_rel·γ, γ the moving mean of its clipped norms. In
/// the warm-up all are cut by the total norm, as clip_grad_norm_(1) does, and γ is the smallest
/// clipped norm of the tensor.
///
/// The paper does not say what a gradient of zeros means. Here it leaves γ alone: a γ of 0 would
/// silence the tensor for good.
class AdaGc final : public ClipHistory {
 public:
  AdaGc(double ratio, std::size_t parameters, const at::Device& device)
      : ratio_(ratio),
        count_(device_scalar(0, device)),
        gamma_(at::full({static_cast<std::int64_t>(parameters)}, unseen, count_.options())) {}

  at::Tensor factors(const GradientSizes& sizes) override {
    const at::Tensor index = indices(sizes);
    const at::Tensor gamma = index.defined() ? gamma_.index_select(0, index) : gamma_;
    const at::Tensor norms = at::where(sizes.finite, sizes.norms, at::zeros_like(sizes.norms));
    const at::Tensor warming = count_.lt(warm_up);
    const at::Tensor global = global_clip_factor(sizes.total, absolute_threshold);
    const at::Tensor silent = norms.eq(0);
    at::Tensor factor = at::where(warming, global, (ratio_ * gamma / norms).clamp_max(1.0));
    factor = at::where(silent, at::ones_like(norms), factor);

    const at::Tensor clipped = norms * factor;
    const at::Tensor first = at::logical_or(warming, gamma.isinf());
    at::Tensor next =
        at::where(first, at::minimum(gamma, clipped), memory * gamma + (1 - memory) * clipped);
    next = at::where(silent, gamma, next);
    index.defined() ? gamma_.index_copy_(0, index, next) : gamma_.copy_(next);
    count_.add_(sizes.finite.to(at::kDouble));
    return factor;
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    return {{"count", count_}, {"gamma", gamma_}};
  }

 private:
  /// Undefined where every parameter has a gradient. Kept, so that a device gets it once.
  const at::Tensor& indices(const GradientSizes& sizes) {
    if (sizes.positions == positions_) return index_;
    positions_ = sizes.positions;
    index_ = at::Tensor();
    if (static_cast<std::int64_t>(positions_.size()) != gamma_.size(0)) {
      const std::vector<std::int64_t> values(positions_.begin(), positions_.end());
      index_ = at::tensor(values, at::kLong).to(gamma_.device());
    }
    return index_;
  }

  double ratio_;
  at::Tensor count_, gamma_;
  std::vector<std::size_t> positions_;
  at::Tensor index_;
};

}  // namespace

std::unique_ptr<ClipHistory> make_ada_gc(double ratio, std::size_t parameters,
                                         const at::Device& device) {
  return std::make_unique<AdaGc>(ratio, parameters, device);
}

}  // namespace plumb
