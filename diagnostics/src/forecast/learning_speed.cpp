#include "learning_speed.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "kernel_map.hpp"
#include "normal_stream.hpp"

namespace plumb::forecasting {
namespace {

double largest_eigenvalue(const Matrix& m) {
  constexpr int iterations = 100;
  constexpr std::uint64_t fixed_seed = 0x706c756d62;
  // Near the ones that samples have in common, but not them: after a batch normalization they can
  // be an eigenvector of a small eigenvalue.
  std::vector<double> x(m.size()), y(m.size());
  NormalStream(fixed_seed).fill(x);
  for (auto& value : x) value = 1 + 0.5 * value;
  double norm = 0;
  for (int i = 0; i < iterations; ++i) {
    const double before = norm;
    for (std::size_t a = 0; a < m.size(); ++a)
      y[a] = std::inner_product(x.begin(), x.end(), m.row(a), 0.0);
    norm = std::sqrt(std::inner_product(y.begin(), y.end(), y.begin(), 0.0));
    if (!(norm > 0) || !std::isfinite(norm) || std::abs(norm - before) < 1e-9 * norm) return norm;
    for (std::size_t a = 0; a < m.size(); ++a) x[a] = y[a] / norm;
  }
  return norm;
}

Matrix correlations(const Matrix& second_moment) {
  Matrix result(second_moment.size());
  for (std::size_t a = 0; a < result.size(); ++a) {
    for (std::size_t b = 0; b < result.size(); ++b)
      result(a, b) = correlation(second_moment(a, b), second_moment(a, a), second_moment(b, b));
  }
  return result;
}

/// Covariance of x and y over pairs of different samples, by the deviation of x; where x is the
/// same for all of them, how much larger y is on the diagonal.
double shared_over_pairs(const Matrix& x, const Matrix& y) {
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
  const bool varies = xx > 1e-20 * n;
  return varies ? xy / std::sqrt(xx * n) : trace(y) / static_cast<double>(y.size()) - y_mean;
}

/// Root mean square over pairs a ≠ b of m_ab − μ − e_a − e_b, with the e that fit best.
double pair_spread(const Matrix& m) {
  const auto size = static_cast<double>(m.size());
  std::vector<double> rows(m.size());
  for (std::size_t a = 0; a < m.size(); ++a)
    rows[a] = std::accumulate(m.row(a), m.row(a) + m.size(), -m(a, a));
  const double mean = std::accumulate(rows.begin(), rows.end(), 0.0) / (size * (size - 1));
  double squares = 0;
  for (std::size_t a = 0; a < m.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const double own = (rows[a] + rows[b] - 2 * (size - 1) * mean) / (size - 2);
      squares += 2 * std::pow(m(a, b) - mean - own, 2);
    }
  }
  return std::sqrt(squares / (size * (size - 1)));
}

/// Fewer samples have no pairs left once each has had its part.
constexpr std::size_t fewest_for_pairs = 4;

/// A hundredth of the smallest rate that anybody tries: outputs so large that no larger one would
/// be stable saturate the softmax, which is flatter then.
constexpr double smallest_rate = 1e-5;

double rate_within(double sharpness) {
  return std::isnan(sharpness) ? 0 : 2 / sharpness;
}

}  // namespace

double stable_rate(const LearningSpeed& speed, double curvature) {
  return rate_within(curvature * speed.sharpest);
}

bool has_stable_rate(const LearningSpeed& speed) {
  return rate_within(speed.curvature * speed.limiting) >= smallest_rate;
}

double best_speed(const LearningSpeed& speed) {
  if (!has_stable_rate(speed)) return 0;
  const double rate = rate_within(speed.curvature * speed.limiting);
  return std::min(rate, forecast_largest_rate) * speed.curvature * speed.shared;
}

LearningSpeed learning_speed(const TangentKernels& kernels, const Matrix& inputs,
                             double curvature) {
  const double sharpest = largest_eigenvalue(kernels.all) / static_cast<double>(inputs.size());
  const double shared = shared_over_pairs(correlations(inputs), kernels.weights);
  return {curvature, sharpest, shared, sharpest};
}

LearningSpeed normalized_learning_speed(const TangentKernels& kernels,
                                        const TangentKernels& output_layer, const Matrix& inputs,
                                        double curvature) {
  const auto size = static_cast<double>(inputs.size());
  const Matrix alike = correlations(inputs);
  const bool has_pairs = inputs.size() >= fewest_for_pairs && pair_spread(alike) > 1e-10;
  return {curvature, largest_eigenvalue(kernels.all) / size,
          has_pairs ? pair_spread(output_layer.weights)
                    : shared_over_pairs(alike, output_layer.weights),
          largest_eigenvalue(output_layer.all) / size};
}

}  // namespace plumb::forecasting
