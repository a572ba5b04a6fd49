#pragma once

#include <cstdint>

#include "data/dataset.hpp"

namespace plumb {

/// Draws `count` grey images of handwritten-looking digits: 28 × 28 pixels in [0, 1], white ink on
/// black, labels 0 to 9. Every ten consecutive samples hold each digit once, in random order.
///
/// Sample i depends on (seed, i) only, so a smaller set is a prefix of a larger one of the same
/// seed. Throws plumb::Error if count is negative.
Split generate_digits(std::int64_t count, std::uint64_t seed);

}  // namespace plumb
