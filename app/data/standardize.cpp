#include "data/standardize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// How a sample's features belong to columns: `columns` runs of `run` features each, over and over.
struct ColumnLayout {
  std::size_t columns;
  std::size_t run;
};

ColumnLayout columns_of(const std::vector<std::int64_t>& sample_shape) {
  const bool are_images = sample_shape.size() == 3;
  if (!are_images) return {static_cast<std::size_t>(sample_shape.back()), 1};
  return {static_cast<std::size_t>(sample_shape[0]),
          static_cast<std::size_t>(sample_shape[1] * sample_shape[2])};
}

template <typename Features, typename Visit>
void for_each_run(Features& features, const ColumnLayout& layout, Visit visit) {
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < features.size(); begin += layout.run) {
    visit(column, std::span(features).subspan(begin, layout.run));
    if (++column == layout.columns) column = 0;
  }
}

/// In two passes, since the squares of a column far from 0 would cancel.
Standardization moments(const std::vector<float>& features, const ColumnLayout& layout) {
  const double count = static_cast<double>(features.size()) / static_cast<double>(layout.columns);
  constexpr float infinity = std::numeric_limits<float>::infinity();
  std::vector<float> least(layout.columns, infinity), most(layout.columns, -infinity);
  Standardization result{std::vector<double>(layout.columns), std::vector<double>(layout.columns)};
  for_each_run(features, layout, [&](std::size_t column, std::span<const float> run) {
    const auto [low, high] = std::minmax_element(run.begin(), run.end());
    least[column] = std::min(least[column], *low);
    most[column] = std::max(most[column], *high);
    result.mean[column] += std::accumulate(run.begin(), run.end(), 0.0);
  });
  for (double& mean : result.mean) mean /= count;
  for_each_run(features, layout, [&](std::size_t column, std::span<const float> run) {
    for (const double x : run) result.deviation[column] += std::pow(x - result.mean[column], 2);
  });
  for (std::size_t column = 0; column < layout.columns; ++column) {
    const bool is_constant = least[column] == most[column];
    if (is_constant) result.mean[column] = static_cast<double>(least[column]);
    result.deviation[column] = is_constant ? 1 : std::sqrt(result.deviation[column] / count);
  }
  return result;
}

void apply(const Standardization& moments, const ColumnLayout& layout,
           std::vector<float>& features) {
  for_each_run(features, layout, [&](std::size_t column, std::span<float> run) {
    for (float& x : run)
      x = static_cast<float>((static_cast<double>(x) - moments.mean[column]) /
                             moments.deviation[column]);
  });
}

}  // namespace

void standardize(Dataset& dataset) {
  const ColumnLayout layout = columns_of(dataset.sample_shape);
  dataset.standardization = moments(dataset.train.features, layout);
  apply(*dataset.standardization, layout, dataset.train.features);
  apply(*dataset.standardization, layout, dataset.validation.features);
}

void standardize_targets(Dataset& dataset) {
  if (dataset.train.targets.empty()) {
    throw Error(
        fmt::format("--standardize-targets on is for values to regress on, and {} has "
                    "classes: leave it out, or take --loss mse with a table",
                    dataset.name));
  }
  const ColumnLayout one_column{1, 1};
  dataset.target_standardization = moments(dataset.train.targets, one_column);
  apply(*dataset.target_standardization, one_column, dataset.train.targets);
  apply(*dataset.target_standardization, one_column, dataset.validation.targets);
}

}  // namespace plumb
