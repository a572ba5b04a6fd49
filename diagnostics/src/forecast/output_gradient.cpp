#include "output_gradient.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

namespace plumb::forecasting {
namespace {

constexpr int draws = 512;
constexpr std::uint64_t fixed_seed = 0x706c756d62;

/// What the output should be: one-hot for classes, but the class itself for a single output.
double target(const ForecastBatch& batch, std::size_t outputs, std::size_t output,
              std::size_t sample) {
  if (batch.labels.empty()) return batch.targets[sample];
  if (outputs == 1) return static_cast<double>(batch.labels[sample]);
  return batch.labels[sample] == static_cast<std::int64_t>(output) ? 1 : 0;
}

/// Softmax of each sample's outputs.
void take_softmax(Population& values) {
  for (std::size_t a = 0; a < values.samples(); ++a) {
    double largest = values.unit(0)[a];
    for (std::size_t k = 1; k < values.units(); ++k) largest = std::max(largest, values.unit(k)[a]);
    double total = 0;
    for (std::size_t k = 0; k < values.units(); ++k)
      total += values.unit(k)[a] = std::exp(values.unit(k)[a] - largest);
    for (std::size_t k = 0; k < values.units(); ++k) values.unit(k)[a] /= total;
  }
}

/// Softmax of each sample's outputs, minus what they should be: the derivative of
/// −Σ_k t_k log softmax_k, since Σ_k t_k = 1 however the label is smoothed.
void softmax_gradient(Population& values, const ForecastBatch& batch) {
  const double kept = 1 - batch.label_smoothing;
  const double spread = batch.label_smoothing / static_cast<double>(values.units());
  take_softmax(values);
  for (std::size_t a = 0; a < values.samples(); ++a) {
    for (std::size_t k = 0; k < values.units(); ++k)
      values.unit(k)[a] -= kept * target(batch, values.units(), k, a) + spread;
  }
}

/// The largest eigenvalue of the mean over the samples of diag(p) − p pᵀ.
double softmax_curvature(Population& p) {
  constexpr int iterations = 30;
  // The class most likely of all: a vector of ones is flat.
  std::vector<double> x(p.units()), y(p.units());
  for (std::size_t k = 0; k < p.units(); ++k)
    x[k] = std::accumulate(p.unit(k), p.unit(k) + p.samples(), 0.0) /
               static_cast<double>(p.samples()) +
           (k == 0 ? 1e-3 : 0);
  double norm = 0;
  for (int i = 0; i < iterations; ++i) {
    const double length = std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0));
    if (!(length > 0)) return 0;
    for (auto& value : x) value /= length;
    std::fill(y.begin(), y.end(), 0.0);
    for (std::size_t a = 0; a < p.samples(); ++a) {
      double along = 0;
      for (std::size_t k = 0; k < p.units(); ++k) along += p.unit(k)[a] * x[k];
      for (std::size_t k = 0; k < p.units(); ++k) y[k] += p.unit(k)[a] * (x[k] - along);
    }
    norm = std::sqrt(std::inner_product(y.begin(), y.end(), y.begin(), 0.0));
    x.swap(y);
  }
  return norm / static_cast<double>(p.samples());
}

/// The derivative of one output's part of the loss.
double output_slope(const std::string& loss, double output, double target) {
  if (loss == "bce") return 1 / (1 + std::exp(-output)) - target;
  const double error = output - target;
  if (loss == "mse") return 2 * error;
  return error > 0 ? 1 : error < 0 ? -1 : 0;
}

double mean_square_target(std::size_t outputs, const ForecastBatch& batch) {
  double total = 0;
  for (std::size_t a = 0; a < batch.size; ++a) {
    for (std::size_t k = 0; k < outputs; ++k) total += std::pow(target(batch, outputs, k, a), 2);
  }
  return total / static_cast<double>(batch.size * outputs);
}

/// mae's: twice the density at 0, where the slope jumps by 2, of normal errors.
double absolute_curvature(const Matrix& covariance, std::size_t outputs, double mean_square_target,
                          std::size_t samples) {
  const double mean_square_output = trace(covariance) / static_cast<double>(samples);
  return std::sqrt(2 / std::numbers::pi / (mean_square_output + mean_square_target)) /
         static_cast<double>(outputs);
}

Matrix squared_error_gradient(const Matrix& covariance, std::size_t outputs,
                              const ForecastBatch& batch) {
  const double n = static_cast<double>(outputs);
  const double size = static_cast<double>(batch.size);
  Matrix result(covariance.size());
  for (std::size_t a = 0; a < batch.size; ++a) {
    for (std::size_t b = 0; b < batch.size; ++b) {
      double overlap = 0;
      for (std::size_t k = 0; k < outputs; ++k)
        overlap += target(batch, outputs, k, a) * target(batch, outputs, k, b);
      result(a, b) = 4 / (size * size * n * n) * (n * covariance(a, b) + overlap);
    }
  }
  return result;
}

}  // namespace

Population output_gradient(const Population& outputs, const ForecastBatch& batch) {
  Population result = outputs;
  double divisor = static_cast<double>(batch.size);
  if (batch.loss == "cross-entropy") {
    softmax_gradient(result, batch);
  } else {
    divisor *= static_cast<double>(outputs.units());
    for (std::size_t k = 0; k < result.units(); ++k) {
      for (std::size_t a = 0; a < result.samples(); ++a) {
        double& value = result.unit(k)[a];
        value = output_slope(batch.loss, value, target(batch, result.units(), k, a));
      }
    }
  }
  for (auto& value : result.values()) value /= divisor;
  return result;
}

Matrix mean_output_gradient(const Matrix& covariance, std::size_t outputs,
                            const ForecastBatch& batch) {
  if (batch.loss == "mse") return squared_error_gradient(covariance, outputs, batch);
  NormalStream normals(fixed_seed);
  const Matrix factor = cholesky(covariance);
  Matrix total(covariance.size());
  for (int draw = 0; draw < draws; ++draw) {
    const Population drawn = mixed(normal_population(outputs, batch.size, normals), factor);
    total = sum(std::move(total), gram(output_gradient(drawn, batch)));
  }
  return scaled(std::move(total), 1.0 / draws);
}

double output_curvature(const Matrix& covariance, std::size_t outputs, const ForecastBatch& batch) {
  const double n = static_cast<double>(outputs);
  if (batch.loss == "mse") return 2 / n;
  if (batch.loss == "bce") return 0.25 / n;  // p (1 − p) at p = 1/2
  if (batch.loss == "mae")
    return absolute_curvature(covariance, outputs, mean_square_target(outputs, batch), batch.size);
  // (I − 1 1ᵀ/n)/n at equal probabilities.
  return outputs > 1 ? 1 / n : 0;
}

double unit_target_curvature(const Matrix& covariance, std::size_t outputs,
                             const ForecastBatch& batch) {
  return batch.loss == "mae" && batch.labels.empty()
             ? absolute_curvature(covariance, outputs, 1, batch.size)
             : output_curvature(covariance, outputs, batch);
}

double starting_curvature(const Matrix& covariance, std::size_t outputs,
                          const ForecastBatch& batch) {
  const double level = output_curvature(covariance, outputs, batch);
  if (batch.loss != "cross-entropy" || outputs < 3 || !std::isfinite(trace(covariance)))
    return level;
  constexpr int few_draws = 16;
  NormalStream normals(fixed_seed);
  const Matrix factor = cholesky(covariance);
  double total = 0;
  for (int draw = 0; draw < few_draws; ++draw) {
    Population drawn = mixed(normal_population(outputs, batch.size, normals), factor);
    take_softmax(drawn);
    total += softmax_curvature(drawn);
  }
  return std::max(level, total / few_draws);
}

}  // namespace plumb::forecasting
