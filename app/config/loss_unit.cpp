#include "config/loss_unit.hpp"

#include <fmt/format.h>

namespace plumb {

std::string loss_unit(const RunConfig& config) {
  const auto& training = config.training;
  // Smoothed labels have an entropy of their own, which no output takes away.
  const double smoothing = training.loss == "cross-entropy" ? training.label_smoothing : 0;
  return fmt::format("{} {} {} {}", training.loss, smoothing, config.data.standardize_targets,
                     config.data.data);
}

}  // namespace plumb
