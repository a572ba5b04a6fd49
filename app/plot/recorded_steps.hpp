#pragma once

#include <cstddef>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Places of the recorded steps that `keep` wants.
template <typename Predicate>
std::vector<std::size_t> rows_where(const StepTable& steps, Predicate keep) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < steps.rows.size(); ++i) {
    if (keep(steps.rows[i])) rows.push_back(i);
  }
  return rows;
}

/// The rows [begin, end) of a table, and the share of them that clipping changed.
struct ClippedStretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  double share = 0;
};

/// The recorded steps in `most` stretches of equal length, or a step each where there are fewer.
std::vector<ClippedStretch> clipped_stretches(const StepTable& steps, std::size_t most);

}  // namespace plumb
