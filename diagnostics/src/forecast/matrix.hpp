#pragma once

#include <cstddef>
#include <vector>

namespace plumb::forecasting {

/// A square matrix, row by row.
class Matrix {
 public:
  Matrix() = default;
  explicit Matrix(std::size_t size, double value = 0) : size_(size), values_(size * size, value) {}
  Matrix(std::size_t size, std::vector<double> values) : size_(size), values_(std::move(values)) {}

  std::size_t size() const { return size_; }
  double& operator()(std::size_t a, std::size_t b) { return values_[a * size_ + b]; }
  double operator()(std::size_t a, std::size_t b) const { return values_[a * size_ + b]; }
  double* row(std::size_t a) { return values_.data() + a * size_; }
  const double* row(std::size_t a) const { return values_.data() + a * size_; }
  std::vector<double>& values() { return values_; }
  const std::vector<double>& values() const { return values_; }

 private:
  std::size_t size_ = 0;
  std::vector<double> values_;
};

double trace(const Matrix& m);
double mean(const Matrix& m);
/// Σ_ab x_ab y_ab.
double inner_product(const Matrix& x, const Matrix& y);
/// Entry by entry, times a factor.
Matrix product(const Matrix& x, const Matrix& y, double factor);
Matrix scaled(Matrix m, double factor);
Matrix sum(Matrix x, const Matrix& y);
Matrix multiplied(const Matrix& x, const Matrix& y);
Matrix transposed(const Matrix& m);
/// The lower triangle L with L Lᵀ = m. Directions that m lacks, up to rounding, become zero.
Matrix cholesky(const Matrix& m);

}  // namespace plumb::forecasting
