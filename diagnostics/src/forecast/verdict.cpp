#include "verdict.hpp"

#include <algorithm>
#include <cmath>

#include "check.hpp"
#include "kernel_map.hpp"
#include "output_gradient.hpp"

namespace plumb::forecasting {
namespace {

/// By what a norm multiplies a squared gradient.
double square_gain(const NormPass& norm) {
  if (norm.kind == ForecastLayer::Norm::none) return 1;
  double total = 0;
  for (const double inverse : norm.inverse) total += inverse * inverse;
  return total / static_cast<double>(norm.inverse.size());
}

/// The gradient at a layer's output, by layer, grows towards the input.
bool grows_backward(const std::vector<LayerPass>& passes,
                    const std::vector<ForecastLayer>& layers) {
  if (layers.size() < 3) return false;
  double factor = 1;
  for (std::size_t i = 1; i + 1 < layers.size(); ++i) {
    const auto& kernel = layers[i].kernel;
    const double slope = trace(passes[i].slope) / static_cast<double>(passes[i].slope.size());
    factor *= kernel.variance * kernel.inputs * kernel.taps * kernel.valid * slope *
              square_gain(passes[i].norm) * square_gain(passes[i].norm_after);
  }
  return factor > 1 + 1e-9;
}

bool ends_in_batch_norm(const std::vector<ForecastLayer>& layers) {
  if (layers.size() < 2) return false;
  const ForecastLayer& last = layers[layers.size() - 2];
  return last.norm == ForecastLayer::Norm::batch || last.norm_after == ForecastLayer::Norm::batch;
}

bool same(const ForecastLayer& x, const ForecastLayer& y) {
  return x.kernel.inputs == y.kernel.inputs && x.kernel.outputs == y.kernel.outputs &&
         x.kernel.variance == y.kernel.variance && x.activation == y.activation &&
         x.norm == y.norm && x.skip.has_value() == y.skip.has_value();
}

/// Hidden layers of equal shape, but perhaps for the first.
bool is_repeating_chain(const std::vector<ForecastLayer>& layers) {
  if (layers.size() < 3) return false;
  const ForecastLayer& last = layers[layers.size() - 2];
  const bool dense = last.positions == 1 && last.kernel.taps == 1 &&
                     last.kernel.inputs == last.kernel.outputs &&
                     (!last.skip || last.skip->span == 1);
  return dense && std::all_of(layers.begin() + 1, layers.end() - 1,
                              [&](const ForecastLayer& layer) { return same(layer, last); });
}

}  // namespace

LearningSpeed speed_of(const std::vector<ForecastLayer>& layers,
                       const std::vector<LayerPass>& passes, const TangentKernels& kernels,
                       const ForecastBatch& batch) {
  const auto outputs = static_cast<std::size_t>(layers.back().kernel.outputs);
  const double curvature = output_curvature(passes.back().output.second, outputs, batch);
  const Matrix& inputs = passes.front().input.second;
  if (!ends_in_batch_norm(layers)) return learning_speed(kernels, inputs, curvature);
  const TangentKernels output_layer =
      tangent_kernels_after(layers.back(), passes.back(), no_tangent_kernels(batch.size));
  return normalized_learning_speed(kernels, output_layer, inputs, curvature);
}

ForecastVerdict judge(const std::vector<ForecastLayer>& layers,
                      const std::vector<LayerPass>& passes, const LearningSpeed& speed) {
  if (best_speed(speed) >= forecast_least_speed) return ForecastVerdict::healthy;
  const bool explodes = !has_stable_rate(speed) || grows_backward(passes, layers);
  return explodes ? ForecastVerdict::exploding : ForecastVerdict::vanishing;
}

std::optional<std::int64_t> max_trainable_depth(const ForecastNetwork& network,
                                                const std::vector<LayerPass>& passes,
                                                const ForecastBatch& batch,
                                                const std::stop_token& stop) {
  if (!is_repeating_chain(network.layers)) return std::nullopt;
  const ForecastLayer& hidden = network.layers[network.layers.size() - 2];
  const ForecastLayer& output = network.layers.back();
  std::vector<ForecastLayer> layers{network.layers.front(), output};
  std::vector<LayerPass> shorter{passes.front()};
  TangentKernels hidden_kernels = no_tangent_kernels(batch.size);
  for (std::int64_t depth = 1;; ++depth) {
    check_not_stopped(stop);
    hidden_kernels =
        tangent_kernels_after(layers[layers.size() - 2], shorter.back(), hidden_kernels);
    shorter.push_back(propagate_layer(output, shorter.back().output));
    const TangentKernels all = tangent_kernels_after(output, shorter.back(), hidden_kernels);
    const LearningSpeed speed = speed_of(layers, shorter, all, batch);
    if (judge(layers, shorter, speed) != ForecastVerdict::healthy) return depth - 1;
    if (depth == forecast_deepest) return depth;
    const auto known = static_cast<std::size_t>(depth);
    const bool is_known = known + 1 < passes.size();
    shorter.back() = is_known ? passes[known] : propagate_layer(hidden, shorter[known - 1].output);
    layers.insert(layers.end() - 1, hidden);
  }
}

double distinct_share(const Matrix& second_moment) {
  const std::size_t size = second_moment.size();
  if (size < 2) return 1;
  double total = 0;
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = 0; b < a; ++b)
      total += correlation(second_moment(a, b), second_moment(a, a), second_moment(b, b));
  }
  return 1 - 2 * total / static_cast<double>(size * (size - 1));
}

}  // namespace plumb::forecasting
