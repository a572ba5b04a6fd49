#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "activation_function.hpp"

namespace plumb::forecasting {

/// A function of √q z by its coefficients over normalized Hermite polynomials, so that
///     E[f(u) g(v)] = Σ_k f_k g_k cᵏ
/// for standard normal z and correlation c (Mehler), with the part that jumps at 0 kept apart.
struct HermiteSeries {
  std::vector<double> total;  ///< of f
  std::vector<double> jump;   ///< of the split-off part; empty without one
  double square = 0;          ///< E[f²], by quadrature
  double even_jump = 0;       ///< factor of |z| (or of sign z, for a slope) in the split-off part
  double odd_jump = 0;        ///< factor of z|z| (or of |z|, for a slope)
  double remainder = 0;       ///< of E[f²], beyond the orders kept
};

enum class Moment { value, slope };

/// φ(√q z) or φ′(√q z) as a series.
HermiteSeries hermite_series(const ActivationFunction& activation, Moment moment, double variance);

/// E[f(u) g(v)] at correlation c of the two series, both of the same moment.
double series_product(const HermiteSeries& f, const HermiteSeries& g, Moment moment, double c);

}  // namespace plumb::forecasting
