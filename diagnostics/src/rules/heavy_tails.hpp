#pragma once

#include <cstddef>

#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// The columns of the inputs in which a few values outweigh all others.
struct HeavyTails {
  std::size_t count = 0;
  std::size_t heaviest = 0;  ///< column, from 0
  double width = 1;          ///< of that one, as column_widths() has it
};

HeavyTails heavy_tails(const RunFacts& facts, const Thresholds& thresholds);

}  // namespace plumb
