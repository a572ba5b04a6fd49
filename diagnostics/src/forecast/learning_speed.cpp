#include "learning_speed.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumb::forecasting {
namespace {

double largest_eigenvalue(const Matrix& m) {
  constexpr int iterations = 50;
  std::vector<double> x(m.size(), 1.0), y(m.size());
  double norm = 0;
  for (int i = 0; i < iterations; ++i) {
    for (std::size_t a = 0; a < m.size(); ++a)
      y[a] = std::inner_product(x.begin(), x.end(), m.row(a), 0.0);
    norm = std::sqrt(std::inner_product(y.begin(), y.end(), y.begin(), 0.0));
    if (!(norm > 0) || !std::isfinite(norm)) return norm;
    for (std::size_t a = 0; a < m.size(); ++a) x[a] = y[a] / norm;
  }
  return norm;
}

std::vector<double> standardized(std::vector<double> values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double square = 0;
  for (auto& value : values) value -= mean, square += value * value / n;
  if (square > 0) {
    for (auto& value : values) value /= std::sqrt(square);
  }
  return values;
}

/// How alike the targets of two samples are.
Matrix likeness(const ForecastBatch& batch) {
  Matrix result(batch.size);
  const auto targets = standardized(batch.targets);
  for (std::size_t a = 0; a < batch.size; ++a) {
    for (std::size_t b = 0; b < batch.size; ++b) {
      result(a, b) = batch.labels.empty() ? targets[a] * targets[b]
                                          : (batch.labels[a] == batch.labels[b] ? 1 : 0);
    }
  }
  return result;
}

/// Slope of y on x over pairs of different samples; where x is the same for all of them, how much
/// larger y is on the diagonal.
double slope_over_pairs(const Matrix& x, const Matrix& y) {
  if (x.size() < 2) return trace(y);
  const double n = static_cast<double>(x.size() * (x.size() - 1));
  double x_mean = 0, y_mean = 0, xx = 0, xy = 0;
  const auto over_pairs = [&](auto visit) {
    for (std::size_t a = 0; a < x.size(); ++a) {
      for (std::size_t b = 0; b < x.size(); ++b) {
        if (a != b) visit(x(a, b), y(a, b));
      }
    }
  };
  over_pairs([&](double u, double v) { x_mean += u / n, y_mean += v / n; });
  over_pairs([&](double u, double v) {
    xx += (u - x_mean) * (u - x_mean);
    xy += (u - x_mean) * (v - y_mean);
  });
  return xx > 0 ? xy / xx : trace(y) / static_cast<double>(y.size()) - y_mean;
}

constexpr double largest_rate = 10;
constexpr double smallest_rate = 1e-3;

}  // namespace

double stable_rate(const LearningSpeed& speed) {
  return 20 / speed.sharpest;
}

double best_speed(const LearningSpeed& speed) {
  const double rate = std::min(stable_rate(speed), largest_rate);
  return rate >= smallest_rate ? rate * speed.shared : 0;
}

LearningSpeed learning_speed(const Matrix& tangent_kernel, const ForecastBatch& batch) {
  return {largest_eigenvalue(tangent_kernel) / static_cast<double>(batch.size),
          slope_over_pairs(likeness(batch), tangent_kernel)};
}

}  // namespace plumb::forecasting
