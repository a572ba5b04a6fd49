#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plumb::forecasting {

/// Standard normal numbers from a seed, the same on every machine: 16 random bits (SplitMix64)
/// choose one of 65,536 quantiles. Kurtosis and all that the forecast needs are right to 1e-4;
/// tails end at 4.3.
class NormalStream {
 public:
  explicit NormalStream(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<double> values);

 private:
  std::uint64_t next();

  std::uint64_t state_;
};

}  // namespace plumb::forecasting
