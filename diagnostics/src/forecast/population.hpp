#pragma once

#include <cstddef>
#include <vector>

#include "matrix.hpp"
#include "normal_stream.hpp"

namespace plumb::forecasting {

/// What a number of units hold for each sample of the batch: units × samples.
class Population {
 public:
  Population() = default;
  Population(std::size_t units, std::size_t samples)
      : units_(units), samples_(samples), values_(units * samples) {}

  std::size_t units() const { return units_; }
  std::size_t samples() const { return samples_; }
  double* unit(std::size_t i) { return values_.data() + i * samples_; }
  const double* unit(std::size_t i) const { return values_.data() + i * samples_; }
  std::vector<double>& values() { return values_; }
  const std::vector<double>& values() const { return values_; }

 private:
  std::size_t units_ = 0;
  std::size_t samples_ = 0;
  std::vector<double> values_;
};

/// Σ_units x_a x_b.
Matrix gram(const Population& population);

/// Σ_units x_a y_b; as many units in both.
Matrix gram(const Population& x, const Population& y);

/// x + y m, unit by unit.
void add_product(Population& x, const Population& y, const Matrix& m);

/// Units of standard normals, of which `lower` makes Gaussians of covariance lower lowerᵀ.
Population normal_population(std::size_t units, std::size_t samples, NormalStream& normals);
Population mixed(Population normals, const Matrix& lower);

/// The inverse of mixed(): an orthonormal basis of the samples, where `lower` is the Cholesky
/// factor of the population's Gram matrix. Directions that it lacks become zero.
Population unmixed(Population population, const Matrix& lower);

/// Standard normals that an orthogonal kernel uses in place of independent ones: the first `units`
/// coordinates of a random orthonormal frame in `dimensions` >= units dimensions, times
/// √dimensions.
Population random_frame(std::size_t units, std::size_t dimensions, std::size_t samples,
                        NormalStream& normals);

}  // namespace plumb::forecasting
