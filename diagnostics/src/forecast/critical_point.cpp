#include <cmath>

#include "activation_function.hpp"
#include "gaussian_rule.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb {
namespace {

using forecasting::ActivationFunction;
using forecasting::square_mean;

constexpr double attracting_slope = 0.99;
constexpr double smallest_variance = 1e-2;  // where a search begins
constexpr double largest_variance = 1e3;

double square(double x) {
  return x * x;
}

/// The line χ₁ = 1, by the fixed point q.
struct CriticalLine {
  const ActivationFunction& activation;

  double weight(double q) const { return 1 / square_mean(activation.slope, q); }
  double bias(double q) const { return q - weight(q) * square_mean(activation.value, q); }
  /// Of the map q → σ_w² E[φ²] + σ_b².
  double slope(double q) const {
    const double step = 1e-4 * q;
    return weight(q) *
           (square_mean(activation.value, q + step) - square_mean(activation.value, q - step)) /
           (2 * step);
  }
  bool holds(double q) const { return bias(q) >= 0 && slope(q) <= attracting_slope; }
};

/// σ_b = 0 and q* = 0: for an activation through 0 that is linear, or bends inwards, near 0.
std::optional<CriticalPoint> at_zero(const CriticalLine& line) {
  const auto& activation = line.activation;
  constexpr double rounding = 1e-6;
  if (activation.value(0) != 0 || line.slope(smallest_variance) > 1 + rounding) return std::nullopt;
  constexpr double beside_zero = 1e-12;
  const double mean_square =
      (square(activation.slope(beside_zero)) + square(activation.slope(-beside_zero))) / 2;
  return CriticalPoint{1 / std::sqrt(mean_square), 0, 0};
}

}  // namespace

std::optional<CriticalPoint> critical_point(const std::string& activation) {
  const CriticalLine line{forecasting::find_activation_function(activation)};
  // Its map has the slope 2 everywhere, which quadrature does not see where exp leaves the nodes.
  if (line.activation.form == ActivationFunction::Form::exponential) return std::nullopt;
  if (const auto point = at_zero(line)) return point;
  double below = smallest_variance, above = below;
  while (!line.holds(above)) {
    below = above;
    above *= 1.25;
    if (above > largest_variance) return std::nullopt;
  }
  for (int i = 0; i < 50; ++i) {
    const double middle = std::sqrt(below * above);
    (line.holds(middle) ? above : below) = middle;
  }
  const double bias = line.bias(above);
  constexpr double rounding = 1e-9;
  return CriticalPoint{std::sqrt(line.weight(above)), bias > rounding * above ? std::sqrt(bias) : 0,
                       above};
}

}  // namespace plumb
