#include "matrix.hpp"

#include <cmath>
#include <numeric>

namespace plumb::forecasting {

double trace(const Matrix& m) {
  double total = 0;
  for (std::size_t a = 0; a < m.size(); ++a) total += m(a, a);
  return total;
}

double mean(const Matrix& m) {
  return std::accumulate(m.values().begin(), m.values().end(), 0.0) /
         static_cast<double>(m.values().size());
}

double inner_product(const Matrix& x, const Matrix& y) {
  return std::inner_product(x.values().begin(), x.values().end(), y.values().begin(), 0.0);
}

Matrix product(const Matrix& x, const Matrix& y, double factor) {
  Matrix result(x.size());
  for (std::size_t i = 0; i < x.values().size(); ++i)
    result.values()[i] = x.values()[i] * y.values()[i] * factor;
  return result;
}

Matrix scaled(Matrix m, double factor) {
  for (auto& value : m.values()) value *= factor;
  return m;
}

Matrix sum(Matrix x, const Matrix& y) {
  for (std::size_t i = 0; i < x.values().size(); ++i) x.values()[i] += y.values()[i];
  return x;
}

Matrix multiplied(const Matrix& x, const Matrix& y) {
  Matrix result(x.size());
  for (std::size_t a = 0; a < x.size(); ++a) {
    for (std::size_t c = 0; c < x.size(); ++c) {
      for (std::size_t b = 0; b < x.size(); ++b) result(a, b) += x(a, c) * y(c, b);
    }
  }
  return result;
}

Matrix transposed(const Matrix& m) {
  Matrix result(m.size());
  for (std::size_t a = 0; a < m.size(); ++a) {
    for (std::size_t b = 0; b < m.size(); ++b) result(b, a) = m(a, b);
  }
  return result;
}

Matrix cholesky(const Matrix& m) {
  const std::size_t size = m.size();
  const double least = 1e-12 * trace(m) / static_cast<double>(size);
  Matrix factor(size);
  for (std::size_t b = 0; b < size; ++b) {
    const double* row = factor.row(b);
    const double pivot = m(b, b) - std::inner_product(row, row + b, row, 0.0);
    if (!(pivot > least)) continue;
    const double root = std::sqrt(pivot);
    factor(b, b) = root;
    for (std::size_t a = b + 1; a < size; ++a) {
      const double* other = factor.row(a);
      factor(a, b) = (m(a, b) - std::inner_product(other, other + b, row, 0.0)) / root;
    }
  }
  return factor;
}

}  // namespace plumb::forecasting
