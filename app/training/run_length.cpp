#include "training/run_length.hpp"

#include <algorithm>

namespace plumb {

std::int64_t update_samples(const RunConfig& config) {
  return config.training.batch_size * config.training.accumulate;
}

std::int64_t steps_per_epoch(const RunConfig& config, std::int64_t samples) {
  return (samples + update_samples(config) - 1) / update_samples(config);
}

std::int64_t planned_steps(const RunConfig& config, std::int64_t samples) {
  const std::int64_t all = config.training.epochs * steps_per_epoch(config, samples);
  return config.training.steps > 0 ? std::min(all, config.training.steps) : all;
}

}  // namespace plumb
