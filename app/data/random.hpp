#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "plumb/internal/hash.hpp"

namespace plumb {

/// Random numbers that are the same with every compiler and standard library, unlike those of
/// std::normal_distribution and std::shuffle, whose algorithms the standard leaves open.
///
/// Generator: xoshiro256++, state filled by splitmix64 (Blackman and Vigna, 2018/2021).
class Random {
 public:
  /// Different streams of one seed are unrelated sequences.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
    std::uint64_t position = mix_bits(seed) ^ mix_bits(~stream);
    for (auto& word : state_) word = mix_bits(position += golden_ratio);
  }

  /// 64 uniform bits.
  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// In [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// In [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  /// Standard normal, by Marsaglia's polar method.
  double normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    double x, y, square;
    do {
      x = uniform(-1.0, 1.0);
      y = uniform(-1.0, 1.0);
      square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(square) / square);
    spare_ = y * factor;
    has_spare_ = true;
    return x * factor;
  }

  double normal(double mean, double standard_deviation) {
    return mean + standard_deviation * normal();
  }

  /// In [0, bound), every value equally likely; bound must not be 0.
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t rejected = (0 - bound) % bound;  // 2^64 mod bound
    std::uint64_t value;
    do value = next();
    while (value < rejected);
    return value % bound;
  }

  /// Fisher-Yates.
  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t last = values.size(); last > 1; --last) {
      std::swap(values[last - 1], values[static_cast<std::size_t>(below(last))]);
    }
  }

 private:
  std::uint64_t state_[4];
  double spare_ = 0.0;
  bool has_spare_ = false;
};

}  // namespace plumb
