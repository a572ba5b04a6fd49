#include "data/repeated_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/column.hpp"
#include "data/content_digest.hpp"

namespace plumb {
namespace {

constexpr double told_from = 0.01;  // share of the validation samples

std::size_t width_of(const Split& samples) {
  return samples.features.size() / static_cast<std::size_t>(samples.count);
}

/// Of the `most` features in the middle of each sample, or of all that it has.
std::vector<std::uint64_t> digests_of(const Split& samples, std::size_t most) {
  const std::size_t width = width_of(samples), taken = std::min(most, width);
  std::vector<std::uint64_t> digests;
  digests.reserve(static_cast<std::size_t>(samples.count));
  for (std::size_t at = (width - taken) / 2; at < samples.features.size(); at += width)
    digests.push_back(content_digest(std::span(samples.features).subspan(at, taken)));
  return digests;
}

double repeated_share(const Dataset& dataset, std::size_t most) {
  auto known = digests_of(dataset.train, most);
  std::sort(known.begin(), known.end());
  const auto asked = digests_of(dataset.validation, most);
  const auto repeated = std::count_if(asked.begin(), asked.end(), [&](std::uint64_t digest) {
    return std::binary_search(known.begin(), known.end(), digest);
  });
  return static_cast<double>(repeated) / static_cast<double>(asked.size());
}

/// The probability that two samples have the same value in a column.
double coincidence(const Split& samples, std::size_t column) {
  auto values = column_of(samples.features, width_of(samples), column);
  std::sort(values.begin(), values.end());
  double pairs = 0;
  for (auto first = values.begin(); first != values.end();) {
    const auto end = std::upper_bound(first, values.end(), *first);
    const auto equal = static_cast<double>(end - first);
    pairs += equal * (equal - 1);
    first = end;
  }
  const auto count = static_cast<double>(values.size());
  return pairs / (count * (count - 1));
}

/// The share that would be repeated if the columns were independent of each other, or more: of a
/// new sample, the expected number of training samples that are equal to it is n ∏ p, p the
/// columns' coincidences, and 1 - exp(-n ∏ p) bounds the probability that there is one (Jensen).
double share_by_chance(const Split& train) {
  constexpr double negligible = told_from / 10;
  auto equal = static_cast<double>(train.count);
  for (std::size_t column = 0; column < width_of(train) && equal > negligible; ++column)
    equal *= coincidence(train, column);
  return -std::expm1(-equal);
}

}  // namespace

std::string repeated_samples_notice(const Dataset& dataset) {
  if (dataset.train.count < 2 || dataset.validation.count == 0) return {};
  constexpr std::size_t glance = 128;  // of images a sixth is to be read
  if (repeated_share(dataset, glance) <= told_from) return {};
  const double share = repeated_share(dataset, width_of(dataset.train));
  if (share <= told_from || share <= 2 * share_by_chance(dataset.train)) return {};
  return fmt::format(
      "{:.3g} % of the validation samples have the very features of a training sample: of those "
      "the "
      "validation {} tells only what was learnt by heart",
      100 * share, dataset.classes > 0 ? "accuracy" : "loss");
}

}  // namespace plumb
