#pragma once

#include <cmath>
#include <vector>

namespace plumb::forecasting {

/// Nodes and weights of E[f(z)], z standard normal, for f that is smooth on either side of 0:
/// Gauss-Legendre panels of half a unit with an end at 0, up to |z| = 13, where the density is
/// 2e-37. Wide enough for f that grows like exp(|z|), and exact where f has a kink at 0.
struct GaussianRule {
  std::vector<double> nodes;
  std::vector<double> weights;  ///< with the density in them: they add to 1
};

const GaussianRule& gaussian_rule();

/// E[f(√q z)].
template <class Function>
double gaussian_mean(double variance_root, Function f) {
  const GaussianRule& rule = gaussian_rule();
  double total = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i)
    total += rule.weights[i] * f(variance_root * rule.nodes[i]);
  return total;
}

/// E[f(√q z)²], q: `variance`.
inline double square_mean(double (*f)(double), double variance) {
  return gaussian_mean(std::sqrt(variance), [f](double x) { return f(x) * f(x); });
}

}  // namespace plumb::forecasting
