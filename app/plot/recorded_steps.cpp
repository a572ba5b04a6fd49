#include "plot/recorded_steps.hpp"

#include <algorithm>

namespace plumb {

std::vector<ClippedStretch> clipped_stretches(const StepTable& steps, std::size_t most) {
  const auto& rows = steps.rows;
  const auto count = std::min(rows.size(), most);
  std::vector<ClippedStretch> stretches;
  for (std::size_t i = 0; i < count; ++i) {
    ClippedStretch stretch{i * rows.size() / count, (i + 1) * rows.size() / count, 0};
    double clipped = 0;
    for (auto row = stretch.begin; row < stretch.end; ++row) clipped += rows[row].clipped ? 1 : 0;
    stretch.share = clipped / static_cast<double>(stretch.end - stretch.begin);
    stretches.push_back(stretch);
  }
  return stretches;
}

}  // namespace plumb
