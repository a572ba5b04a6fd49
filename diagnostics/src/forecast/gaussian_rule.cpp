#include "gaussian_rule.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace plumb::forecasting {
namespace {

constexpr int panel_nodes = 16;
constexpr int panels = 26;  // on either side
constexpr double panel_length = 0.5;

/// Gauss-Legendre on [-1, 1], by Newton's method on the polynomial's recurrence.
std::vector<std::pair<double, double>> legendre_rule(int n) {
  std::vector<std::pair<double, double>> rule;
  for (int i = 0; i < n; ++i) {
    double x = std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5));
    double derivative = 0;
    for (int iteration = 0; iteration < 20; ++iteration) {
      double before = 0, value = 1;
      for (int k = 1; k <= n; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      derivative = n * (x * value - before) / (x * x - 1);
      x -= value / derivative;
    }
    rule.emplace_back(x, 2 / ((1 - x * x) * derivative * derivative));
  }
  return rule;
}

GaussianRule make_rule() {
  const auto legendre = legendre_rule(panel_nodes);
  GaussianRule rule;
  for (int panel = -panels; panel < panels; ++panel) {
    for (const auto& [x, weight] : legendre) {
      const double z = panel_length * (panel + 0.5 + 0.5 * x);
      rule.nodes.push_back(z);
      rule.weights.push_back(weight * 0.5 * panel_length * std::exp(-z * z / 2) /
                             std::sqrt(2 * std::numbers::pi));
    }
  }
  return rule;
}

}  // namespace

const GaussianRule& gaussian_rule() {
  static const GaussianRule rule = make_rule();
  return rule;
}

}  // namespace plumb::forecasting
