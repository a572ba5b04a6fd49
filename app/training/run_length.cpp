#include "training/run_length.hpp"

#include <algorithm>
#include <limits>

namespace plumb {
namespace {

/// Of numbers >= 0: where it would overflow, the largest that there is.
std::int64_t saturated_product(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  return b > 0 && a > largest / b ? largest : a * b;
}

}  // namespace

std::int64_t update_samples(const RunConfig& config) {
  return saturated_product(config.training.batch_size, config.training.accumulate);
}

std::int64_t steps_per_epoch(const RunConfig& config, std::int64_t samples) {
  return samples > 0 ? (samples - 1) / update_samples(config) + 1 : 0;
}

std::int64_t planned_steps(const RunConfig& config, std::int64_t samples) {
  const std::int64_t all =
      saturated_product(config.training.epochs, steps_per_epoch(config, samples));
  return config.training.steps > 0 ? std::min(all, config.training.steps) : all;
}

}  // namespace plumb
