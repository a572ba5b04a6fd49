#include "report/guessing.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace plumb {
namespace {

/// Twice the standard error of a share on so many samples.
double chance_of_share(double share, std::int64_t samples) {
  return 2 *
         std::sqrt(share * (1 - share) / static_cast<double>(std::max<std::int64_t>(samples, 1)));
}

}  // namespace

std::string guessing_remark(double accuracy, double majority_share, std::int64_t samples) {
  if (accuracy > majority_share + chance_of_share(majority_share, samples)) return {};
  return fmt::format("; always guessing the most frequent class: {:.2f} %", 100 * majority_share);
}

}  // namespace plumb
