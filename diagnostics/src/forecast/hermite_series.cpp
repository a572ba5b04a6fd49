#include "hermite_series.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "gaussian_rule.hpp"

namespace plumb::forecasting {
namespace {

constexpr std::size_t most_orders = 256;
constexpr std::size_t chunk = 16;
constexpr double negligible = 1e-14;

/// Values of the normalized polynomials at the rule's nodes, all orders of a node together.
std::vector<double> make_table() {
  const auto& nodes = gaussian_rule().nodes;
  std::vector<double> table(nodes.size() * most_orders);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    double* row = table.data() + i * most_orders;
    row[0] = 1;
    row[1] = nodes[i];
    for (std::size_t k = 1; k + 1 < most_orders; ++k) {
      const double order = static_cast<double>(k);
      row[k + 1] = (nodes[i] * row[k] - std::sqrt(order) * row[k - 1]) / std::sqrt(order + 1);
    }
  }
  return table;
}

/// Appends the coefficients of the next chunk of orders; `weighted` is weight × function by node.
void extend(std::vector<double>& coefficients, const std::vector<double>& weighted) {
  static const std::vector<double> table = make_table();
  const std::size_t first = coefficients.size();
  std::array<double, chunk> sums{};
  for (std::size_t i = 0; i < weighted.size(); ++i) {
    const double* row = table.data() + i * most_orders + first;
    for (std::size_t k = 0; k < chunk; ++k) sums[k] += weighted[i] * row[k];
  }
  coefficients.insert(coefficients.end(), sums.begin(), sums.end());
}

std::vector<double> weighted(double (*f)(double), double root) {
  const GaussianRule& rule = gaussian_rule();
  std::vector<double> values(rule.nodes.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = rule.weights[i] * f(root * rule.nodes[i]);
  return values;
}

double absolute(double z) {
  return std::abs(z);
}
double signed_square(double z) {
  return z * std::abs(z);
}
double sign(double z) {
  return z < 0 ? -1 : 1;
}

const std::vector<double>& all_coefficients(double (*f)(double)) {
  const auto compute = [](double (*g)(double)) {
    std::vector<double> coefficients;
    const auto values = weighted(g, 1);
    while (coefficients.size() < most_orders) extend(coefficients, values);
    return coefficients;
  };
  static const std::vector<double> of_absolute = compute(absolute);
  static const std::vector<double> of_signed_square = compute(signed_square);
  static const std::vector<double> of_sign = compute(sign);
  return f == absolute ? of_absolute : f == sign ? of_sign : of_signed_square;
}

// E[|u||v|], E[u|u| v|v|] and E[sign u sign v] for standard normal u, v of correlation c.

double absolute_product(double c) {
  return 2 / std::numbers::pi * (std::sqrt((1 - c) * (1 + c)) + c * std::asin(c));
}
double signed_square_product(double c) {
  const double sine = std::sqrt((1 - c) * (1 + c));
  return 8 / std::numbers::pi * (0.75 * c * sine + (0.25 + 0.5 * c * c) * std::asin(c));
}
double sign_product(double c) {
  return 2 / std::numbers::pi * std::asin(c);
}

double jump_product(const HermiteSeries& f, const HermiteSeries& g, Moment moment, double c) {
  if (f.even_jump == 0 && f.odd_jump == 0) return 0;
  const double first = f.even_jump * g.even_jump;
  const double second = f.odd_jump * g.odd_jump;
  if (moment == Moment::value)
    return first * absolute_product(c) + second * signed_square_product(c);
  return first * sign_product(c) + second * absolute_product(c);
}

/// The split-off part jump₁/2 |x| + jump₂/4 x|x| has the jumps of φ′ and φ″; its slope is
/// jump₁/2 sign(x) + jump₂/2 |x|.
void split_jump(HermiteSeries& series, const ActivationFunction& activation, Moment moment,
                double variance) {
  if (activation.slope_jump == 0 && activation.curvature_jump == 0) return;
  const double root = std::sqrt(variance);
  const bool value = moment == Moment::value;
  series.even_jump = activation.slope_jump / 2 * (value ? root : 1);
  series.odd_jump = activation.curvature_jump * (value ? variance / 4 : root / 2);
  const auto& even = all_coefficients(value ? absolute : sign);
  const auto& odd = all_coefficients(value ? signed_square : absolute);
  series.jump.resize(series.total.size());
  for (std::size_t k = 0; k < series.total.size(); ++k)
    series.jump[k] = series.even_jump * even[k] + series.odd_jump * odd[k];
}

}  // namespace

HermiteSeries hermite_series(const ActivationFunction& activation, Moment moment, double variance) {
  const double root = std::sqrt(variance);
  const auto function = moment == Moment::value ? activation.value : activation.slope;
  HermiteSeries series;
  series.square = gaussian_mean(root, [&](double x) { return function(x) * function(x); });
  const auto values = weighted(function, root);
  double kept = 0;
  while (series.total.size() < most_orders && series.square - kept > negligible * series.square) {
    extend(series.total, values);
    for (std::size_t k = series.total.size() - chunk; k < series.total.size(); ++k)
      kept += series.total[k] * series.total[k];
  }
  split_jump(series, activation, moment, variance);
  for (const double s : series.jump) kept -= s * s;
  series.remainder = series.square - kept - jump_product(series, series, moment, 1);
  return series;
}

double series_product(const HermiteSeries& f, const HermiteSeries& g, Moment moment, double c) {
  const std::size_t orders = std::min(f.total.size(), g.total.size());
  double total = jump_product(f, g, moment, c);
  double power = 1;
  if (f.jump.empty()) {
    for (std::size_t k = 0; k < orders; ++k, power *= c) total += f.total[k] * g.total[k] * power;
  } else {
    for (std::size_t k = 0; k < orders; ++k, power *= c)
      total += (f.total[k] * g.total[k] - f.jump[k] * g.jump[k]) * power;
  }
  if (f.remainder * g.remainder <= 0) return total;
  return total + std::copysign(std::sqrt(f.remainder * g.remainder), f.remainder) * power;
}

}  // namespace plumb::forecasting
