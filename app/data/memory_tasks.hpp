#pragma once

#include <cstdint>

#include "data/dataset.hpp"

namespace plumb {

/// The adding problem (Hochreiter and Schmidhuber 1997, in the form of Arjovsky et al. 2016): a
/// step is a value uniform in [0, 1) and a mark, 1 at two steps and 0 elsewhere: one in the first
/// half, one in the second. The target is the sum of the two values marked. Whoever guesses 1 has a
/// mean squared error of 1/6.
Split generate_adding(std::int64_t count, std::int64_t length, std::uint64_t seed);

/// The copying memory task (Arjovsky et al. 2016) of `length` + 20 steps, each one symbol of ten as
/// a one-hot vector: ten symbols of eight at random, `length` − 1 blanks (symbol 8), the signal to
/// recall (symbol 9), ten blanks. The labels are those of the last ten steps: the ten symbols in
/// order. Whoever guesses has a cross-entropy of ln 8; the paper averages over all steps, of which
/// all but ten are blanks, and so has 10 ln 8 / (length + 20).
Split generate_copy(std::int64_t count, std::int64_t length, std::uint64_t seed);

inline constexpr std::int64_t copied_symbols = 10;

}  // namespace plumb
