#include "report/sweep_summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "plumb/internal/non_finite.hpp"

namespace plumb {
namespace {

struct Merits {
  std::vector<std::size_t> rows;
  std::vector<double> values;
};

Merits merits_of(const SweepContent& content, const Measure& measure) {
  Merits merits;
  const auto& rows = content.results.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto value = merit(rows[i], measure);
    if (!value) continue;
    merits.rows.push_back(i);
    merits.values.push_back(*value);
  }
  return merits;
}

/// From 1; equal values share the mean of their ranks.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + end + 1) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = shared;
  }
  return ranks;
}

bool is_seed(const SweepContent& content, std::size_t axis) {
  return content.results.axes[axis].name == seed_axis;
}

/// Axis, value, axis, value; both the same for a condition on one axis.
using PlaceKey = std::array<std::size_t, 4>;
struct PlaceCount {
  std::size_t hits = 0, runs = 0;
};

std::map<PlaceKey, PlaceCount> count_places(const SweepContent& content,
                                            const std::vector<bool>& hit) {
  std::map<PlaceKey, PlaceCount> counts;
  for (std::size_t row = 0; row < hit.size(); ++row) {
    if (content.results.rows[row].status == missing_status) continue;
    const auto& values = content.values[row];
    for (std::size_t a = 0; a < values.size(); ++a) {
      for (std::size_t b = a; b < values.size(); ++b) {
        if (is_seed(content, a) || is_seed(content, b)) continue;
        auto& count = counts[{a, values[a], b, values[b]}];
        ++count.runs;
        count.hits += hit[row] ? 1 : 0;
      }
    }
  }
  return counts;
}

}  // namespace

std::optional<double> axis_effect(const SweepContent& content, std::size_t axis,
                                  const Measure& measure) {
  const auto merits = merits_of(content, measure);
  const auto ranks = ranks_of(merits.values);
  const auto count = static_cast<double>(ranks.size());
  const double mean = (count + 1) / 2;
  double all = 0;
  std::vector<double> sums(content.results.axes[axis].values.size());
  std::vector<double> counts(sums.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const auto value = content.values[merits.rows[i]][axis];
    sums[value] += ranks[i] - mean;
    ++counts[value];
    all += (ranks[i] - mean) * (ranks[i] - mean);
  }
  double between = 0, groups = 0;
  for (std::size_t value = 0; value < sums.size(); ++value) {
    if (counts[value] == 0) continue;
    ++groups;
    between += sums[value] * sums[value] / counts[value];
  }
  if (groups < 2 || count <= groups || all == 0) return std::nullopt;
  return std::max(0.0, 1 - (1 - between / all) * (count - 1) / (count - groups));
}

SweepPlace find_place(const SweepContent& content, const std::vector<std::size_t>& rows) {
  constexpr double least = 0.5, clearly_more = 0.05;
  std::vector<bool> hit(content.results.rows.size());
  for (const auto row : rows) hit[row] = true;
  SweepPlace one, two;
  double best_one = least, best_two = least;
  for (const auto& [key, count] : count_places(content, hit)) {
    const auto& [a, value_a, b, value_b] = key;
    const bool single = a == b;
    const double score =
        2 * static_cast<double>(count.hits) / static_cast<double>(count.runs + rows.size());
    // A value that all runs have tells nothing apart.
    if (content.results.axes[a].values.size() < 2 || content.results.axes[b].values.size() < 2)
      continue;
    if (score <= (single ? best_one : best_two)) continue;
    (single ? best_one : best_two) = score;
    (single ? one : two) = {{{a, value_a}}, count.hits, count.runs};
    if (!single) two.conditions.push_back({b, value_b});
  }
  return best_two > best_one + clearly_more ? two : one;
}

std::string measure_text(const Measure& measure, double value) {
  if (const auto name = non_finite_name(value); !name.empty()) return std::string(name);
  if (measure.scale == Measure::Scale::share) return fmt::format("{:.1f} %", 100 * value);
  return fmt::format("{:.4g}", value);
}

}  // namespace plumb
