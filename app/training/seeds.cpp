#include "training/seeds.hpp"

namespace plumb {
namespace {

std::uint64_t split_mix(std::uint64_t state) {
  state += 0x9e3779b97f4a7c15;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
  state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
  return state ^ (state >> 31);
}

}  // namespace

std::uint64_t stream_seed(std::uint64_t seed, RandomStream stream, std::uint64_t part) {
  return split_mix(split_mix(split_mix(seed) ^ static_cast<std::uint64_t>(stream)) ^ part);
}

}  // namespace plumb
