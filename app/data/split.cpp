#include "data/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/random.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::uint64_t hold_out_stream = 0x686f6c64;  // apart from the streams that generate

std::vector<std::int64_t> shuffled_indices(std::int64_t count, std::uint64_t seed) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), 0);
  Random(seed, hold_out_stream).shuffle(indices);
  return indices;
}

/// Of values that `count` samples have equally many of.
template <typename T>
std::vector<T> rows_of(const std::vector<T>& values, std::span<const std::int64_t> indices,
                       std::int64_t count) {
  const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(values.size()) / count;
  std::vector<T> rows;
  rows.reserve(indices.size() * static_cast<std::size_t>(width));
  for (const auto index : indices) {
    const auto row = values.begin() + index * width;
    rows.insert(rows.end(), row, row + width);
  }
  return rows;
}

template <typename T>
void keep_first_of(std::vector<T>& values, std::int64_t kept, std::int64_t count) {
  const auto width = values.size() / static_cast<std::size_t>(count);
  values.resize(width * static_cast<std::size_t>(kept));
}

}  // namespace

Split take(const Split& samples, std::span<const std::int64_t> indices) {
  Split taken;
  taken.count = static_cast<std::int64_t>(indices.size());
  if (samples.count == 0) return taken;
  taken.features = rows_of(samples.features, indices, samples.count);
  taken.labels = rows_of(samples.labels, indices, samples.count);
  taken.targets = rows_of(samples.targets, indices, samples.count);
  taken.exact_features = rows_of(samples.exact_features, indices, samples.count);
  taken.exact_targets = rows_of(samples.exact_targets, indices, samples.count);
  return taken;
}

void keep_first(Split& samples, std::int64_t limit) {
  if (limit == 0 || limit >= samples.count) return;
  keep_first_of(samples.features, limit, samples.count);
  keep_first_of(samples.labels, limit, samples.count);
  keep_first_of(samples.targets, limit, samples.count);
  keep_first_of(samples.exact_features, limit, samples.count);
  keep_first_of(samples.exact_targets, limit, samples.count);
  samples.count = limit;
}

void hold_out(const Split& samples, const DatasetRequest& request, Dataset& dataset) {
  if (samples.count < 2) {
    throw Error(
        fmt::format("a set of {} samples cannot be split: it takes at least one to train "
                    "on and one to validate on",
                    samples.count));
  }
  const auto wanted = std::llround(static_cast<double>(samples.count) * request.val_fraction);
  const auto held = std::clamp<std::int64_t>(wanted, 1, samples.count - 1);
  const auto indices = shuffled_indices(samples.count, request.data_seed);
  const auto kept = std::span(indices).first(static_cast<std::size_t>(samples.count - held));
  const auto limit = static_cast<std::size_t>(request.limit);
  dataset.train = take(samples, limit > 0 && limit < kept.size() ? kept.first(limit) : kept);
  dataset.validation = take(samples, std::span(indices).subspan(kept.size()));
}

}  // namespace plumb
