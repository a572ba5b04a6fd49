#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// The weights of one layer in bins of one width, at one or two checkpoints.
struct WeightHistogram {
  struct Counts {
    std::int64_t epoch = 0;
    std::vector<std::size_t> bins;
    std::size_t non_finite = 0;
  };
  std::string layer;  ///< empty: all weight matrices together
  double low = 0;     ///< left edge of the first bin, right edge of the last
  double high = 1;
  std::vector<Counts> checkpoints;  ///< ascending epochs: the first and the newest that are kept
};

/// All weight matrices together, then each (at most `most_layers`, spread over the depth), from a
/// run's first and newest checkpoint. Empty where it has none. Throws Error for a damaged one.
std::vector<WeightHistogram> weight_histograms(const RecordedRun& run, std::size_t most_layers);

}  // namespace plumb
