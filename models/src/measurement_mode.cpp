#include <algorithm>

#include "plumb/models/batch_norm.hpp"
#include "plumb/models/network.hpp"

namespace plumb {
namespace {

void update_statistics(Network& network, bool update) {
  for (const auto& module : network.modules(/*include_self=*/false)) {
    if (auto* norm = module->as<BatchNormImpl>()) norm->update_statistics(update);
  }
}

}  // namespace

MeasurementMode::MeasurementMode(Network& network)
    : network_(network), was_training_(network.is_training()) {
  network_.train();
  update_statistics(network_, false);
}

MeasurementMode::~MeasurementMode() {
  update_statistics(network_, true);
  network_.train(was_training_);
}

bool depends_on_mode(const Network& network) {
  const auto modules = network.modules(/*include_self=*/false);
  return std::any_of(modules.begin(), modules.end(), [](const auto& module) {
    return module->template as<BatchNormImpl>() != nullptr;
  });
}

}  // namespace plumb
