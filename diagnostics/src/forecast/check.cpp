#include "check.hpp"

#include <string>

#include "activation_function.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb::forecasting {
namespace {

void require(bool holds, const std::string& message) {
  if (!holds) throw Error(message);
}

void check_kernel(const ForecastKernel& kernel) {
  const bool sizes = kernel.inputs >= 1 && kernel.outputs >= 1 && kernel.taps >= 1;
  require(sizes, "forecast: kernel '" + kernel.name + "' has no inputs, outputs or taps");
  require(kernel.variance >= 0 && kernel.bias_variance >= 0,
          "forecast: kernel '" + kernel.name + "' has a negative variance");
}

void check_layers(const ForecastNetwork& network) {
  require(!network.layers.empty(), "forecast: a network needs at least one layer");
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& layer = network.layers[i];
    check_kernel(layer.kernel);
    find_activation_function(layer.activation);
    if (!layer.skip) continue;
    require(layer.skip->span >= 1 && layer.skip->span <= i + 1,
            "forecast: the skip of '" + layer.kernel.name + "' begins before the network");
    if (layer.skip->projection) check_kernel(*layer.skip->projection);
  }
  require(network.layers.back().activation == "identity",
          "forecast: the last layer gives the outputs and has the activation identity");
}

void check_batch(const ForecastBatch& batch, double outputs) {
  const std::string size = std::to_string(batch.size);
  require(batch.size >= 1 && batch.second_moment.size() == batch.size * batch.size,
          "forecast: a batch of " + size + " samples needs " + size + " × " + size +
              " second moments, not " + std::to_string(batch.second_moment.size()));
  const std::string& loss = batch.loss;
  require(loss == "cross-entropy" || loss == "mse" || loss == "mae",
          "forecast: loss '" + loss + "' is not one of cross-entropy, mse, mae");
  const bool classes = batch.labels.size() == batch.size;
  require(classes || (loss != "cross-entropy" && batch.targets.size() == batch.size),
          "forecast: a batch of " + size + " samples needs as many labels, or targets");
  for (const auto label : batch.labels) {
    require(label >= 0 && static_cast<double>(label) < outputs,
            "forecast: label " + std::to_string(label) + " has no output");
  }
}

}  // namespace

void check(const ForecastNetwork& network, const ForecastBatch& batch) {
  check_layers(network);
  check_batch(batch, network.layers.back().kernel.outputs);
}

void check_not_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error("the forecast was stopped", Error::Kind::failure);
}

}  // namespace plumb::forecasting
