#include "training/spike_detector.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {
namespace {

constexpr std::int64_t window_steps = 100;
constexpr std::int64_t fewest_steps = 10;
constexpr double deviations = 5;
constexpr double normal_deviation = 1.4826;  // of a Gaussian, in median absolute deviations
constexpr double new_course = 10;            // spikes in a row

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

SpikeDetector::SpikeDetector(const at::Device& device) {
  const auto options = at::TensorOptions().dtype(at::kDouble).device(device);
  window_ = at::full({2, window_steps}, unknown, options);
  streak_ = at::zeros({}, options);
  const Thresholds rules;
  least_ =
      at::tensor({std::log(rules.loss_jump), std::log(rules.spike_factor)}, at::kDouble).to(device);
}

at::Tensor SpikeDetector::judge(const at::Tensor& loss, const at::Tensor& norm) {
  const at::NoGradGuard no_grad;
  const auto type = window_.scalar_type();
  const at::Tensor values = at::stack({loss.detach().reshape({}).to(type), norm.to(type)});
  // A loss or a norm of 0 is no spike, and no reason for others to be one.
  const at::Tensor level = values.clamp_min(std::numeric_limits<float>::min()).log();
  const at::Tensor median = std::get<0>(window_.nanmedian(1, /*keepdim=*/true));
  const at::Tensor spread = std::get<0>((window_ - median).abs().nanmedian(1));
  const at::Tensor margin = at::maximum(deviations * normal_deviation * spread, least_);
  const at::Tensor known = window_[0].isnan().logical_not().sum().ge(fewest_steps);
  const at::Tensor finite = values.isfinite().all();
  const at::Tensor high = (level - median.squeeze(1)).gt(margin).any().logical_and(known);
  const at::Tensor spike = high.logical_or(finite.logical_not());

  streak_.copy_(at::where(spike, streak_ + 1, at::zeros_like(streak_)));
  const at::Tensor forget = streak_.ge(new_course);
  streak_.masked_fill_(forget, 0);
  const at::Tensor shifted =
      at::cat({window_.narrow(1, 1, window_steps - 1), level.unsqueeze(1)}, 1);
  window_.copy_(at::where(spike, window_, shifted).masked_fill(forget, unknown));
  return spike.to(at::kFloat);
}

std::vector<std::pair<std::string, at::Tensor>> SpikeDetector::state() const {
  return {{"window", window_}, {"streak", streak_}};
}

}  // namespace plumb
