#include "table_scaling.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>

namespace plumb {
namespace {

constexpr std::int64_t most_sorted = 200;
constexpr double normal_quartiles = 1.349;  // their distance, in deviations
constexpr double bound = 3;

}  // namespace

TableScaling::TableScaling(const at::Tensor& rows) {
  const std::int64_t count = std::min(rows.size(0), most_sorted);
  const at::Tensor sorted = std::get<0>(rows.narrow(0, 0, count).sort(0));
  const auto row = [&](std::int64_t index) { return sorted.narrow(0, index, 1); };
  const at::Tensor quartiles = (row(count * 3 / 4) - row(count / 4)) / normal_quartiles;
  const at::Tensor range = (row(count - 1) - row(0)) / 2;
  median_ = row(count / 2);
  scale_ = at::where(quartiles.gt(0), quartiles, at::where(range.gt(0), range, 1));
}

at::Tensor TableScaling::operator()(const at::Tensor& rows) const {
  const at::Tensor scaled = (rows - median_) / scale_;
  return scaled / (1 + (scaled / bound).square()).sqrt();
}

}  // namespace plumb
