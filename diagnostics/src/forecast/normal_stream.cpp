#include "normal_stream.hpp"

#include <cmath>
#include <numbers>

#include "plumb/internal/hash.hpp"

namespace plumb::forecasting {
namespace {

constexpr std::size_t quantiles = 65536;

/// The middles of equally likely intervals, scaled to variance 1. Newton from one to the next.
std::vector<double> make_quantiles() {
  std::vector<double> table(quantiles);
  double z = 0;
  double square = 0;
  for (std::size_t i = 0; i < quantiles / 2; ++i) {
    const double above = 0.5 - (static_cast<double>(i) + 0.5) / static_cast<double>(quantiles);
    for (int iteration = 0; iteration < 4; ++iteration) {
      const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
      z += (0.5 * std::erfc(z / std::numbers::sqrt2) - above) / density;
    }
    table[quantiles / 2 + i] = z;
    table[quantiles / 2 - 1 - i] = -z;
    square += 2 * z * z;
  }
  const double factor = std::sqrt(static_cast<double>(quantiles) / square);
  for (auto& value : table) value *= factor;
  return table;
}

}  // namespace

std::uint64_t NormalStream::next() {
  state_ += golden_ratio;
  return mix_bits(state_);
}

void NormalStream::fill(std::span<double> values) {
  static const std::vector<double> table = make_quantiles();
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    bits = i % 4 == 0 ? next() : bits >> 16;
    values[i] = table[bits & 0xffff];
  }
}

}  // namespace plumb::forecasting
