#include "check.hpp"

#include <cstdint>
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

std::string units(double count) {
  return std::to_string(static_cast<std::int64_t>(count));
}

/// Units or channels that layer i - span gives, or the network's inputs.
double outputs_before(const ForecastNetwork& network, std::size_t i, std::size_t span) {
  return span > i ? network.layers.front().kernel.inputs : network.layers[i - span].kernel.outputs;
}

/// A layer reads the channels of the one before, or all positions of them as one vector.
void check_inputs(const ForecastNetwork& network, std::size_t i) {
  const auto& kernel = network.layers[i].kernel;
  const auto& before = network.layers[i - 1];
  const double positions = before.pooled_positions > 0 ? before.pooled_positions : before.positions;
  const double channels = before.kernel.outputs;
  require(kernel.inputs == channels || kernel.inputs == channels * positions,
          "forecast: kernel '" + kernel.name + "' has " + units(kernel.inputs) +
              " inputs, and the layer before it " + units(channels) + " outputs");
}

void check_skip(const ForecastNetwork& network, std::size_t i) {
  const auto& layer = network.layers[i];
  const std::string skip = "forecast: the skip of '" + layer.kernel.name + "' ";
  require(layer.skip->span >= 1 && layer.skip->span <= i + 1, skip + "begins before the network");
  const double from = outputs_before(network, i, layer.skip->span);
  const auto& projection = layer.skip->projection;
  if (projection) check_kernel(*projection);
  const double adds = projection ? projection->outputs : from;
  require(adds == layer.kernel.outputs && (!projection || projection->inputs == from),
          skip + "adds " + units(adds) + " units, made of " + units(from) + ", to " +
              units(layer.kernel.outputs));
}

void check_layers(const ForecastNetwork& network) {
  require(!network.layers.empty(), "forecast: a network needs at least one layer");
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& layer = network.layers[i];
    check_kernel(layer.kernel);
    find_activation_function(layer.activation);
    if (i > 0) check_inputs(network, i);
    if (layer.skip) check_skip(network, i);
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
  require(loss == "cross-entropy" || loss == "bce" || loss == "mse" || loss == "mae",
          "forecast: loss '" + loss + "' is not one of cross-entropy, bce, mse, mae");
  const double smoothing = batch.label_smoothing;
  require(smoothing >= 0 && smoothing < 1 && (smoothing == 0 || loss == "cross-entropy"),
          "forecast: label smoothing of " + std::to_string(smoothing) + " with loss '" + loss +
              "': it is cross-entropy's, and in [0, 1)");
  const bool classes = batch.labels.size() == batch.size;
  require(classes || (loss != "cross-entropy" && batch.targets.size() == batch.size),
          "forecast: a batch of " + size + " samples needs as many labels, or targets");
  const double most = outputs == 1 && loss != "cross-entropy" ? 2 : outputs;
  for (const auto label : batch.labels) {
    require(label >= 0 && static_cast<double>(label) < most,
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
