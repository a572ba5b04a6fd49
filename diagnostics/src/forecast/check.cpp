#include "check.hpp"

#include <cmath>
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
  const bool variances = kernel.variance >= 0 && kernel.bias_variance >= 0 &&
                         std::isfinite(kernel.variance + kernel.bias_variance);
  require(variances, "forecast: kernel '" + kernel.name + "' has a variance that is negative or " +
                         "not finite");
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

std::string pair(std::size_t a, std::size_t b) {
  return std::to_string(a) + " and " + std::to_string(b);
}

/// A Gram matrix: finite, symmetric, and no two samples more alike than each is to itself.
void check_second_moments(const ForecastBatch& batch) {
  constexpr double rounding = 1e-6;
  const auto at = [&](std::size_t a, std::size_t b) {
    return batch.second_moment[a * batch.size + b];
  };
  for (std::size_t a = 0; a < batch.size; ++a) {
    require(std::isfinite(at(a, a)) && at(a, a) >= 0,
            "forecast: the second moment of sample " + std::to_string(a) + " is " +
                std::to_string(at(a, a)) + ": it is a mean of squares, so look for inputs that " +
                "are not finite");
  }
  for (std::size_t a = 0; a < batch.size; ++a) {
    for (std::size_t b = 0; b < batch.size; ++b) {
      const double most = std::sqrt(at(a, a)) * std::sqrt(at(b, b)) * (1 + rounding);
      // Not so for NaN either.
      require(std::abs(at(a, b)) <= most,
              "forecast: the second moment of samples " + pair(a, b) + " is " +
                  std::to_string(at(a, b)) + ", beyond the " + std::to_string(most) +
                  " that their own allow: give a Gram matrix of finite inputs");
      require(std::abs(at(a, b) - at(b, a)) <= rounding * most,
              "forecast: the second moments of samples " + pair(a, b) + " are " +
                  std::to_string(at(a, b)) + " one way and " + std::to_string(at(b, a)) +
                  " the other: give a symmetric matrix");
    }
  }
  require(std::isfinite(batch.across_positions), "forecast: the mean across positions is " +
                                                     std::to_string(batch.across_positions) +
                                                     ": look for inputs that are not finite");
}

void check_batch(const ForecastBatch& batch, double outputs) {
  const std::string size = std::to_string(batch.size);
  require(batch.size >= 1 && batch.second_moment.size() == batch.size * batch.size,
          "forecast: a batch of " + size + " samples needs " + size + " × " + size +
              " second moments, not " + std::to_string(batch.second_moment.size()));
  check_second_moments(batch);
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
  for (const double target : batch.targets) {
    require(std::isfinite(target), "forecast: a target is " + std::to_string(target) +
                                       ": leave out samples whose target is not finite");
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
