#include "heavy_tails.hpp"

#include <algorithm>

namespace plumb {

HeavyTails heavy_tails(const RunFacts& facts, const Thresholds& thresholds) {
  const auto& widths = facts.input_widths;
  HeavyTails tails;
  tails.count = static_cast<std::size_t>(std::count_if(
      widths.begin(), widths.end(), [&](double width) { return width < thresholds.heavy_tail; }));
  if (tails.count == 0) return tails;
  const auto heaviest = std::min_element(widths.begin(), widths.end());
  tails.heaviest = static_cast<std::size_t>(heaviest - widths.begin());
  tails.width = *heaviest;
  return tails;
}

}  // namespace plumb
