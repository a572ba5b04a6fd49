#include "verdict.hpp"

#include <algorithm>
#include <cmath>

#include "check.hpp"
#include "drawn_speed.hpp"
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

/// Speeds in the limit of chains of 1, 2, … hidden layers, as long as they are healthy, up to
/// forecast_deepest.
std::vector<LearningSpeed> healthy_speeds(const ForecastNetwork& network,
                                          const std::vector<LayerPass>& passes,
                                          const ForecastBatch& batch, const std::stop_token& stop) {
  const ForecastLayer& hidden = network.layers[network.layers.size() - 2];
  const ForecastLayer& output = network.layers.back();
  std::vector<ForecastLayer> layers{network.layers.front(), output};
  std::vector<LayerPass> shorter{passes.front()};
  TangentKernels hidden_kernels = no_tangent_kernels(batch.size);
  std::vector<LearningSpeed> speeds;
  while (speeds.size() < forecast_deepest) {
    check_not_stopped(stop);
    hidden_kernels =
        tangent_kernels_after(layers[layers.size() - 2], shorter.back(), hidden_kernels);
    shorter.push_back(propagate_layer(output, shorter.back().output));
    const TangentKernels all = tangent_kernels_after(output, shorter.back(), hidden_kernels);
    const LearningSpeed speed = limit_speed(layers, shorter, all, batch);
    if (!(best_speed(speed) >= forecast_least_speed)) break;
    speeds.push_back(speed);
    const std::size_t known = speeds.size();
    const bool is_known = known + 1 < passes.size();
    shorter.back() = is_known ? passes[known] : propagate_layer(hidden, shorter[known - 1].output);
    layers.insert(layers.end() - 1, hidden);
  }
  return speeds;
}

ForecastNetwork chain_of(const ForecastNetwork& network, std::size_t depth) {
  ForecastNetwork chain;
  chain.layers.assign(depth + 1, network.layers[network.layers.size() - 2]);
  chain.layers.front() = network.layers.front();
  chain.layers.back() = network.layers.back();
  return chain;
}

/// Most layers whose speed is enough if its logarithm lies below that of the limit by so much a
/// layer: the law of products of random matrices.
std::size_t depth_with(const std::vector<LearningSpeed>& speeds, double fall) {
  std::size_t depth = 0;
  while (depth < speeds.size() && std::log(best_speed(speeds[depth]) / forecast_least_speed) >=
                                      fall * static_cast<double>(depth + 1))
    ++depth;
  return depth;
}

/// Deepest chain that is_wide_enough() needs no draw for.
std::size_t depth_by_law(const ForecastNetwork& network, const std::vector<LearningSpeed>& speeds) {
  std::size_t depth = speeds.size();
  while (depth > 0 && !is_wide_enough(chain_of(network, depth), best_speed(speeds[depth - 1])))
    --depth;
  return depth;
}

/// Bisection, to a twentieth of the depth, that goes where the law of the last draws leads to.
std::size_t depth_at_width(const ForecastNetwork& network, const std::vector<LearningSpeed>& speeds,
                           const ForecastBatch& batch, int draws, const std::stop_token& stop) {
  std::size_t healthy = depth_by_law(network, speeds);
  std::size_t not_healthy = speeds.size() + 1, depth = speeds.size();
  if (not_healthy - healthy <= 2 + speeds.size() / 4) return depth;  // the limit's, to a quarter
  while (not_healthy - healthy > 1 + healthy / 20) {
    const LearningSpeed& limit = speeds[depth - 1];
    const auto drawn = drawn_speeds(chain_of(network, depth), batch, limit.curvature, draws, stop);
    if (drawn.empty()) return depth;
    const double median = median_of_sorted(drawn);
    (median >= forecast_least_speed ? healthy : not_healthy) = depth;
    const std::size_t guess =
        median > 0
            ? depth_with(speeds, std::log(best_speed(limit) / median) / static_cast<double>(depth))
            : (healthy + not_healthy) / 2;
    depth = std::clamp(guess, healthy + 1, std::max(healthy + 1, not_healthy - 1));
  }
  return healthy;
}

}  // namespace

LearningSpeed speed_of(const std::vector<ForecastLayer>& layers, const ForecastBatch& batch,
                       double curvature, const TangentKernels& kernels,
                       const TangentKernels& output_layer) {
  const Matrix inputs(batch.size, batch.second_moment);
  return ends_in_batch_norm(layers)
             ? normalized_learning_speed(kernels, output_layer, inputs, curvature)
             : learning_speed(kernels, inputs, curvature);
}

LearningSpeed limit_speed(const std::vector<ForecastLayer>& layers,
                          const std::vector<LayerPass>& passes, const TangentKernels& kernels,
                          const ForecastBatch& batch) {
  const auto outputs = static_cast<std::size_t>(layers.back().kernel.outputs);
  const double curvature = unit_target_curvature(passes.back().output.second, outputs, batch);
  return speed_of(
      layers, batch, curvature, kernels,
      tangent_kernels_after(layers.back(), passes.back(), no_tangent_kernels(batch.size)));
}

bool explodes(const std::vector<ForecastLayer>& layers, const std::vector<LayerPass>& passes,
              const LearningSpeed& speed, const std::vector<ForecastNorm>& norms) {
  if (!has_stable_rate(speed)) return true;
  if (!grows_backward(passes, layers)) return false;
  // What grows on average may fade in most initializations.
  const bool fades = norms.size() > 2 && norms[1].median < norms[norms.size() - 2].median;
  const bool grows_in_limit = norms.size() > 2 && norms[1].limit >= norms[norms.size() - 2].limit;
  return !(fades && grows_in_limit);
}

std::optional<std::int64_t> max_trainable_depth(const ForecastNetwork& network,
                                                const std::vector<LayerPass>& passes,
                                                const ForecastBatch& batch, int draws,
                                                const std::stop_token& stop) {
  if (!is_repeating_chain(network.layers)) return std::nullopt;
  const auto speeds = healthy_speeds(network, passes, batch, stop);
  return static_cast<std::int64_t>(
      draws == 0 ? speeds.size() : depth_at_width(network, speeds, batch, draws, stop));
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
