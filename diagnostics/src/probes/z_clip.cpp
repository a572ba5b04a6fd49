#include <ATen/ATen.h>

#include "clip_factors.hpp"
#include "clip_history.hpp"

namespace plumb {
namespace {

constexpr double memory = 0.97;  // α
constexpr double warm_up = 25;   // steps

/// ZClip (Kumar, Owen, Chowdhury, Güra 2025, "ZClip: Adaptive Spike Mitigation for LLM
/// Pre-Training"), z-score with reciprocal clipping: with μ and σ² the moving mean and variance of
/// the total norm, and z = (g − μ)/σ > Z, the total becomes μ + (Z²/z)σ. Written as
/// μ + Z²σ²/(g − μ), which needs no ε where σ is 0. The clipped norm goes into μ and σ². Nothing is
/// clipped in the warm-up, whose mean and variance begin the moving ones. A norm of 0 leaves them
/// alone: a mean of 0 without variance would silence the network for good.
class ZClip final : public ClipHistory {
 public:
  ZClip(double deviations, const at::Device& device)
      : deviations_(deviations),
        count_(device_scalar(0, device)),
        mean_(device_scalar(0, device)),
        variance_(device_scalar(0, device)) {}

  at::Tensor factors(const GradientSizes& sizes) override {
    const at::Tensor total = at::where(sizes.finite, sizes.total, mean_);
    const at::Tensor warming = count_.lt(warm_up);
    const at::Tensor above = total - mean_;
    const at::Tensor spike =
        at::logical_and(at::logical_not(warming), above.gt(deviations_ * variance_.sqrt()));
    const at::Tensor cut = mean_ + deviations_ * deviations_ * variance_ / above;
    const at::Tensor clipped = at::where(spike, cut, total);
    remember(clipped, warming, at::logical_and(sizes.finite, total.gt(0)));
    const at::Tensor factor =
        at::where(at::logical_and(spike, sizes.finite), clipped / total, at::ones_like(total));
    return factor.expand_as(sizes.norms);
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    return {{"count", count_}, {"mean", mean_}, {"variance", variance_}};
  }

 private:
  void remember(const at::Tensor& norm, const at::Tensor& warming, const at::Tensor& counts) {
    // In the warm-up the mean and variance of what came so far (Welford 1962).
    const at::Tensor share =
        at::where(warming, 1 / (count_ + 1), at::full_like(count_, 1 - memory));
    const at::Tensor mean = mean_ + share * (norm - mean_);
    const at::Tensor product = (norm - mean_) * (norm - mean);
    const at::Tensor square = at::where(warming, product, (norm - mean).square());
    const at::Tensor variance = variance_ + share * (square - variance_);
    count_.add_(counts.to(at::kDouble));
    mean_.copy_(at::where(counts, mean, mean_));
    variance_.copy_(at::where(counts, variance, variance_));
  }

  double deviations_;
  at::Tensor count_, mean_, variance_;
};

}  // namespace

std::unique_ptr<ClipHistory> make_z_clip(double deviations, const at::Device& device) {
  return std::make_unique<ZClip>(deviations, device);
}

}  // namespace plumb
