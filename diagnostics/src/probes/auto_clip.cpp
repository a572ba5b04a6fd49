#include <ATen/ATen.h>

#include <cmath>

#include "clip_factors.hpp"
#include "clip_history.hpp"

namespace plumb {
namespace {

// Counts in logarithmic bins, as DDSketch has them (Masson et al. 2019): any quantile of any number
// of norms, off by at most this part of it, in 166 kB.
constexpr double relative_error = 0.005;
constexpr double smallest = 1e-45, largest = 1e45;  // of a norm in float32, with room above

const double log_base = std::log((1 + relative_error) / (1 - relative_error));
const std::int64_t bins = static_cast<std::int64_t>(std::log(largest / smallest) / log_base) + 2;

/// AutoClip (Seetharaman, Wichern, Pardo, Le Roux 2020, "AutoClip: Adaptive Gradient Clipping for
/// Source Separation Networks"): the threshold is the P-th percentile of all total norms so far,
/// this step's included. A norm of 0 is not one of them: enough of those would silence the network
/// for good.
class AutoClip final : public ClipHistory {
 public:
  AutoClip(double percentile, const at::Device& device)
      : percentile_(percentile),
        counts_(at::zeros({bins}, at::TensorOptions().dtype(at::kLong).device(device))) {}

  at::Tensor factors(const GradientSizes& sizes) override {
    const at::Tensor total = at::where(sizes.finite, sizes.total, at::zeros_like(sizes.total));
    const at::Tensor counts = at::logical_and(sizes.finite, total.gt(0));
    counts_.index_add_(0, bin(total).reshape({1}), counts.to(at::kLong).reshape({1}));
    const at::Tensor factor = global_clip_factor(total, threshold());
    return at::where(counts, factor, at::ones_like(factor)).expand_as(sizes.norms);
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    return {{"counts", counts_}};
  }

 private:
  /// Bin 0 is for what is below the smallest, zero above all.
  static at::Tensor bin(const at::Tensor& total) {
    const at::Tensor position = (total / smallest).log() / log_base;
    return position.clamp(-1, static_cast<double>(bins - 2)).floor().to(at::kLong) + 1;
  }

  /// The middle of a bin, in the sense of relative errors.
  static at::Tensor value(const at::Tensor& bin) {
    const at::Tensor edge = ((bin - 1).to(at::kDouble) * log_base).exp() * smallest;
    return at::where(bin.gt(0), edge * (1 + relative_error), at::zeros_like(edge));
  }

  /// The percentile with NumPy's linear interpolation between neighbours.
  at::Tensor threshold() const {
    const at::Tensor below = counts_.cumsum(0);
    const at::Tensor rank = (below[-1] - 1).to(at::kDouble) * (percentile_ / 100);
    const at::Tensor low = rank.floor();
    const auto nth = [&](const at::Tensor& n) {
      const at::Tensor found = at::searchsorted(below, n.to(at::kLong) + 1);
      return value(found.clamp_max(bins - 1));
    };
    return at::lerp(nth(low), nth(rank.ceil()), rank - low);
  }

  double percentile_;
  at::Tensor counts_;
};

}  // namespace

std::unique_ptr<ClipHistory> make_auto_clip(double percentile, const at::Device& device) {
  return std::make_unique<AutoClip>(percentile, device);
}

}  // namespace plumb
