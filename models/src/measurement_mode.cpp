#include <algorithm>

#include "plumb/models/batch_norm.hpp"
#include "plumb/models/dropout.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

MeasurementMode::MeasurementMode(Network& network)
    : network_(network), was_training_(network.is_training()) {
  for (const auto& module : network_.modules(/*include_self=*/false)) {
    auto* norm = module->as<BatchNormImpl>();
    if (norm && norm->updates_statistics()) paused_.push_back(norm);
  }
  for (auto* norm : paused_) norm->update_statistics(false);
  network_.train();
  for (const auto& module : network_.modules(/*include_self=*/false)) {
    if (module->as<DropoutImpl>()) module->eval();
  }
}

MeasurementMode::~MeasurementMode() {
  for (auto* norm : paused_) norm->update_statistics(true);
  network_.train(was_training_);
}

bool depends_on_mode(const Network& network) {
  const auto modules = network.modules(/*include_self=*/false);
  return std::any_of(modules.begin(), modules.end(), [](const auto& module) {
    return module->template as<BatchNormImpl>() || module->template as<DropoutImpl>();
  });
}

}  // namespace plumb
