#include "plumb/diagnostics/update_sums.hpp"

#include <array>

#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

// Independent partial sums: the compiler may not reorder a floating-point sum, but may vectorize
// these.
constexpr std::int64_t update_lanes = 32;

}  // namespace

PLUMB_TARGET_CLONES
UpdateSums update_sums(const float* now, const float* before, std::int64_t count) {
  std::array<double, update_lanes> weights{}, updates{};
  std::int64_t i = 0;
  for (; i + update_lanes <= count; i += update_lanes) {
    for (std::int64_t lane = 0; lane < update_lanes; ++lane) {
      const double weight = static_cast<double>(before[i + lane]);
      const double update = static_cast<double>(now[i + lane]) - weight;
      weights[static_cast<std::size_t>(lane)] += weight * weight;
      updates[static_cast<std::size_t>(lane)] += update * update;
    }
  }
  UpdateSums sums;
  for (; i < count; ++i) {
    const double weight = static_cast<double>(before[i]);
    const double update = static_cast<double>(now[i]) - weight;
    sums += {weight * weight, update * update};
  }
  for (const double w : weights) sums.weight += w;
  for (const double u : updates) sums.update += u;
  return sums;
}

}  // namespace plumb
