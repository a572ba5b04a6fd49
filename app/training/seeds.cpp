#include "training/seeds.hpp"

#include "plumb/internal/hash.hpp"

namespace plumb {

std::uint64_t stream_seed(std::uint64_t seed, RandomStream stream, std::uint64_t part) {
  return split_mix(split_mix(split_mix(seed) ^ static_cast<std::uint64_t>(stream)) ^ part);
}

}  // namespace plumb
