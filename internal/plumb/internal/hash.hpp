#pragma once

#include <cstdint>
#include <string_view>

namespace plumb {

// The same on every machine, which std::hash is not: seeds and folders' names are made of them.

/// 2⁶⁴ / φ, SplitMix64's step.
constexpr std::uint64_t golden_ratio = 0x9e3779b97f4a7c15u;

/// SplitMix64's output function (Steele, Lea and Flood 2014): a bijection that spreads every bit
/// over all of them.
constexpr std::uint64_t mix_bits(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// SplitMix64's first number from a state.
constexpr std::uint64_t split_mix(std::uint64_t state) {
  return mix_bits(state + golden_ratio);
}

constexpr std::uint64_t fnv_start = 0xcbf29ce484222325u;
constexpr std::uint64_t fnv_prime = 0x100000001b3u;

/// FNV-1a (Fowler, Noll and Vo).
constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = fnv_start;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
  return hash;
}

}  // namespace plumb
