#pragma once

#include <cstdint>

namespace plumb {

/// Random streams that must not disturb one another: changing the order of the batches leaves the
/// initialization as it is.
enum class RandomStream : std::uint64_t { initialization = 1, order = 2, dropout = 3 };

/// A seed for one stream, and for one part of it such as an epoch (SplitMix64 of the three).
std::uint64_t stream_seed(std::uint64_t seed, RandomStream stream, std::uint64_t part = 0);

}  // namespace plumb
