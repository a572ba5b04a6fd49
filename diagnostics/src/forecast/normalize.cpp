#include "normalize.hpp"

#include <cmath>
#include <numeric>

namespace plumb::forecasting {
namespace {

std::vector<double> row_means(const Matrix& m) {
  std::vector<double> means(m.size());
  for (std::size_t a = 0; a < m.size(); ++a)
    means[a] = std::accumulate(m.row(a), m.row(a) + m.size(), 0.0) / static_cast<double>(m.size());
  return means;
}

/// C m C with C = I − 1/(size · positions): positions other than one's own are uncorrelated here.
Matrix centered(Matrix m, double positions) {
  const auto means = row_means(m);
  const double overall = mean(m);
  for (std::size_t a = 0; a < m.size(); ++a) {
    for (std::size_t b = 0; b < m.size(); ++b)
      m(a, b) -= (means[a] + means[b] - overall) / positions;
  }
  return m;
}

void scale_by_sample(Matrix& m, const std::vector<double>& factors) {
  for (std::size_t a = 0; a < m.size(); ++a) {
    for (std::size_t b = 0; b < m.size(); ++b) m(a, b) *= factors[a] * factors[b];
  }
}

Signal batch_normalized(double epsilon, Signal signal, NormPass& pass) {
  const std::size_t size = signal.second.size();
  if (signal.positions > 1) {
    for (auto& value : signal.second.values()) value -= signal.across;
  } else {
    signal.second = centered(std::move(signal.second), 1);
  }
  const double variance = trace(signal.second) / static_cast<double>(size);
  const double inverse = 1 / std::sqrt(variance + epsilon);
  pass.inverse.assign(size, inverse);
  scale_by_sample(signal.second, pass.inverse);
  const double center =
      std::accumulate(signal.mean.begin(), signal.mean.end(), 0.0) / static_cast<double>(size);
  for (auto& value : signal.mean) value = (value - center) * inverse;
  signal.across = 0;
  return signal;
}

Signal layer_normalized(double epsilon, Signal signal, NormPass& pass) {
  const std::size_t size = signal.second.size();
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = 0; b < size; ++b) signal.second(a, b) -= signal.mean[a] * signal.mean[b];
  }
  pass.inverse.resize(size);
  for (std::size_t a = 0; a < size; ++a)
    pass.inverse[a] = 1 / std::sqrt(signal.second(a, a) + epsilon);
  scale_by_sample(signal.second, pass.inverse);
  signal.across *= pass.inverse.front() * pass.inverse.front();
  signal.mean.assign(size, 0);
  return signal;
}

/// Takes from each unit's gradient its share along the unit's own normalized values x, which a
/// change of scale would have made: E[(I − x xᵀ/n) δ δᵀ (I − x xᵀ/n)], x of covariance k. It has
/// the Gaussian's fourth moments, scaled so that xᵀx is the same for all units.
Matrix without_radial(const Matrix& gradient, const Matrix& k) {
  const double n = static_cast<double>(gradient.size());
  const Matrix kd = multiplied(k, gradient);
  const Matrix kdk = multiplied(kd, k);
  const double overlap = inner_product(k, gradient);
  const double square = trace(k) * trace(k);
  const double kept = square > 0 ? square / (square + 2 * inner_product(k, k)) : 1;
  Matrix result = gradient;
  for (std::size_t a = 0; a < gradient.size(); ++a) {
    for (std::size_t b = 0; b < gradient.size(); ++b) {
      result(a, b) +=
          -(kd(a, b) + kd(b, a)) / n + kept * (2 * kdk(a, b) + overlap * k(a, b)) / (n * n);
    }
  }
  return result;
}

}  // namespace

Signal normalized(ForecastLayer::Norm norm, double epsilon, const Signal& input, NormPass& pass) {
  pass.kind = norm;
  if (norm == ForecastLayer::Norm::none) return input;
  Signal result = norm == ForecastLayer::Norm::batch ? batch_normalized(epsilon, input, pass)
                                                     : layer_normalized(epsilon, input, pass);
  pass.normalized = result.second;
  pass.positions = input.positions;
  return result;
}

Matrix normalized_backward(const NormPass& pass, const Matrix& gradient) {
  if (pass.kind == ForecastLayer::Norm::none) return gradient;
  Matrix result = gradient;
  if (pass.kind == ForecastLayer::Norm::batch) {
    result = centered(std::move(result), pass.positions);
    if (pass.positions == 1) result = without_radial(result, pass.normalized);
  }
  scale_by_sample(result, pass.inverse);
  return result;
}

Matrix normalized_transposed(const NormPass& pass, const Matrix& kernel) {
  if (pass.kind == ForecastLayer::Norm::none) return kernel;
  // Each of the three is its own transpose.
  Matrix result = kernel;
  scale_by_sample(result, pass.inverse);
  if (pass.kind == ForecastLayer::Norm::batch) {
    if (pass.positions == 1) result = without_radial(result, pass.normalized);
    result = centered(std::move(result), pass.positions);
  }
  return result;
}

}  // namespace plumb::forecasting
