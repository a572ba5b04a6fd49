#include "kernel_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "hermite_series.hpp"

namespace plumb::forecasting {
namespace {

using Form = ActivationFunction::Form;

KernelMoments sized_moments(std::size_t size) {
  return {Matrix(size), Matrix(size), std::vector<double>(size)};
}

std::vector<double> roots(const Matrix& covariance) {
  std::vector<double> result(covariance.size());
  for (std::size_t a = 0; a < result.size(); ++a)
    result[a] = std::sqrt(std::max(covariance(a, a), 0.0));
  return result;
}

/// φ(x) = p x + m |x| with p = (1 + α)/2, m = (1 − α)/2: the even and the odd part do not mix, and
/// E[|u||v|] is the arc-cosine kernel's (Cho and Saul 2009).
KernelMoments piecewise_linear_moments(double lower_slope, const Matrix& covariance) {
  const double odd = (1 + lower_slope) / 2;
  const double even = (1 - lower_slope) / 2;
  const auto root = roots(covariance);
  KernelMoments result = sized_moments(covariance.size());
  for (std::size_t a = 0; a < root.size(); ++a) {
    result.mean[a] = even * root[a] * std::sqrt(2 / std::numbers::pi);
    for (std::size_t b = 0; b <= a; ++b) {
      const double k = covariance(a, b);
      const double c = a == b ? 1 : correlation(k, covariance(a, a), covariance(b, b));
      const double angle = 2 / std::numbers::pi * std::asin(c);
      const double sine = 2 / std::numbers::pi * std::sqrt((1 - c) * (1 + c));
      const double scale = root[a] * root[b];
      result.value(a, b) = result.value(b, a) =
          odd * odd * k + even * even * scale * (sine + c * angle);
      result.slope(a, b) = result.slope(b, a) = odd * odd + even * even * angle;
    }
  }
  return result;
}

KernelMoments exponential_moments(const Matrix& covariance) {
  KernelMoments result = sized_moments(covariance.size());
  for (std::size_t a = 0; a < covariance.size(); ++a) {
    result.mean[a] = std::exp(covariance(a, a) / 2);
    for (std::size_t b = 0; b < covariance.size(); ++b)
      result.value(a, b) = std::exp((covariance(a, a) + covariance(b, b)) / 2 + covariance(a, b));
  }
  result.slope = result.value;
  return result;
}

/// The series of every sample; samples of equal variance share one.
class SeriesBySample {
 public:
  SeriesBySample(const ActivationFunction& activation, const Matrix& covariance) {
    std::vector<double> known;
    for (std::size_t a = 0; a < covariance.size(); ++a) {
      const double q = std::max(covariance(a, a), 0.0);
      const auto same = std::find_if(known.begin(), known.end(), [&](double other) {
        return std::abs(q - other) <= 1e-12 * other;
      });
      index_.push_back(static_cast<std::size_t>(same - known.begin()));
      if (same != known.end()) continue;
      known.push_back(q);
      value_.push_back(hermite_series(activation, Moment::value, q));
      slope_.push_back(hermite_series(activation, Moment::slope, q));
    }
  }

  const HermiteSeries& value(std::size_t a) const { return value_[index_[a]]; }
  const HermiteSeries& slope(std::size_t a) const { return slope_[index_[a]]; }

 private:
  std::vector<std::size_t> index_;
  std::vector<HermiteSeries> value_;
  std::vector<HermiteSeries> slope_;
};

KernelMoments series_moments(const ActivationFunction& activation, const Matrix& covariance) {
  const SeriesBySample series(activation, covariance);
  KernelMoments result = sized_moments(covariance.size());
  for (std::size_t a = 0; a < covariance.size(); ++a) {
    result.mean[a] = series.value(a).total.empty() ? 0 : series.value(a).total.front();
    result.value(a, a) = series.value(a).square;
    result.slope(a, a) = series.slope(a).square;
    for (std::size_t b = 0; b < a; ++b) {
      const double c = correlation(covariance(a, b), covariance(a, a), covariance(b, b));
      result.value(a, b) = result.value(b, a) =
          series_product(series.value(a), series.value(b), Moment::value, c);
      result.slope(a, b) = result.slope(b, a) =
          series_product(series.slope(a), series.slope(b), Moment::slope, c);
    }
  }
  return result;
}

}  // namespace

double correlation(double covariance, double variance_a, double variance_b) {
  const double scale = std::sqrt(std::max(variance_a, 0.0)) * std::sqrt(std::max(variance_b, 0.0));
  return scale > 0 ? std::clamp(covariance / scale, -1.0, 1.0) : 0;
}

KernelMoments kernel_moments(const ActivationFunction& activation, const Matrix& covariance) {
  switch (activation.form) {
    case Form::piecewise_linear:
      return piecewise_linear_moments(activation.lower_slope, covariance);
    case Form::exponential:
      return exponential_moments(covariance);
    case Form::series:
      return series_moments(activation, covariance);
  }
  return {};
}

}  // namespace plumb::forecasting
