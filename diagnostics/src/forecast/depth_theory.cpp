#include "depth_theory.hpp"

#include <cmath>
#include <functional>

#include "activation_function.hpp"
#include "gaussian_rule.hpp"
#include "kernel_map.hpp"

namespace plumb::forecasting {
namespace {

constexpr int most_iterations = 1000;
constexpr double converged = 1e-10;
constexpr double smallest_variance = 1e-12;
constexpr double largest_variance = 1e12;

/// A hidden layer's recursion of one variance, and of one correlation at a fixed variance.
struct Recursion {
  const ActivationFunction& activation;
  double weight;  // σ_w²
  double bias;    // σ_b²

  double variance_after(double q) const { return weight * square_mean(activation.value, q) + bias; }
  double chi(double q) const { return weight * square_mean(activation.slope, q); }

  /// Next correlation, and the map's slope, at variance q.
  std::pair<double, double> correlation_after(double q, double c) const {
    Matrix pair(2, q);
    pair(0, 1) = pair(1, 0) = c * q;
    const KernelMoments moments = kernel_moments(activation, pair);
    return {(weight * moments.value(0, 1) + bias) / q, weight * moments.slope(0, 1)};
  }
};

/// e-folding length of something that shrinks by this factor a layer.
std::optional<double> folding_depth(double factor) {
  if (!(factor > 0) || factor >= 1 - 1e-6) return std::nullopt;
  return -1 / std::log(factor);
}

struct VarianceLimit {
  double last;
  bool is_fixed_point;
};

VarianceLimit variance_limit(const Recursion& recursion, double q) {
  for (int i = 0; i < most_iterations; ++i) {
    const double next = recursion.variance_after(q);
    if (!(next > smallest_variance && next < largest_variance)) return {q, false};
    if (std::abs(next - q) <= converged * q) return {next, true};
    q = next;
  }
  return {q, false};
}

void add_correlation(const Recursion& recursion, double q, double c, DepthTheory& theory) {
  double slope = 1;
  for (int i = 0; i < most_iterations / 4; ++i) {
    const auto [next, map_slope] = recursion.correlation_after(q, c);
    slope = map_slope;
    if (std::abs(next - c) <= converged) {
      theory.correlation = next > 1 - 1e-6 ? 1 : next;
      theory.correlation_depth = folding_depth(slope);
      return;
    }
    c = next;
  }
  // Towards 1 by a power of the depth, or too slowly to tell.
  if (c > 0.99) theory.correlation = 1;
}

/// χ₁ as a function of the fixed point q alone: σ_w² is what makes q one.
double chi_at(const ActivationFunction& activation, double bias, double q) {
  return (q - bias) * square_mean(activation.slope, q) / square_mean(activation.value, q);
}

}  // namespace

DepthTheory depth_theory(const ForecastLayer& layer, double start, double start_correlation) {
  const auto& kernel = layer.kernel;
  const double weight = kernel.variance * kernel.inputs * kernel.taps * kernel.valid;
  const Recursion recursion{find_activation_function(layer.activation), weight,
                            kernel.bias_variance};
  const auto [q, fixed] = variance_limit(recursion, start);
  DepthTheory theory;
  theory.sigma_w = std::sqrt(weight);
  theory.sigma_b = std::sqrt(kernel.bias_variance);
  theory.chi = recursion.chi(q);
  theory.edge_sigma_w = edge_of_chaos(layer.activation, kernel.bias_variance);
  if (!fixed) return theory;
  theory.variance = q;
  const double step = 1e-4 * q;
  theory.variance_depth = folding_depth(
      (recursion.variance_after(q + step) - recursion.variance_after(q - step)) / (2 * step));
  add_correlation(recursion, q, start_correlation, theory);
  return theory;
}

std::optional<double> edge_of_chaos(const std::string& activation, double bias_variance) {
  const auto& function = find_activation_function(activation);
  const auto sigma_w = [&](double q) {
    return std::sqrt((q - bias_variance) / square_mean(function.value, q));
  };
  const auto excess = [&](double q) { return chi_at(function, bias_variance, q) - 1; };
  const double low = bias_variance > 0 ? bias_variance * 1.001 : 1e-10;
  if (bias_variance == 0 && std::abs(excess(low)) < 1e-3) return sigma_w(low);
  double before = low;
  for (double q = low * 1.25; q < 1e4; q *= 1.25) {
    if ((excess(before) < 0) != (excess(q) < 0)) {
      double left = before, right = q;
      for (int i = 0; i < 40; ++i) {
        const double middle = std::sqrt(left * right);
        ((excess(left) < 0) != (excess(middle) < 0) ? right : left) = middle;
      }
      return sigma_w(left);
    }
    before = q;
  }
  return std::nullopt;
}

}  // namespace plumb::forecasting
