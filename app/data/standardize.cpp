#include "data/standardize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/quantile.hpp"

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
  Standardization result{.center = std::vector<double>(layout.columns),
                         .scale = std::vector<double>(layout.columns)};
  for_each_run(features, layout, [&](std::size_t column, std::span<const float> run) {
    const auto [low, high] = std::minmax_element(run.begin(), run.end());
    least[column] = std::min(least[column], *low);
    most[column] = std::max(most[column], *high);
    result.center[column] += std::accumulate(run.begin(), run.end(), 0.0);
  });
  for (double& mean : result.center) mean /= count;
  for_each_run(features, layout, [&](std::size_t column, std::span<const float> run) {
    for (const double x : run) result.scale[column] += std::pow(x - result.center[column], 2);
  });
  for (std::size_t column = 0; column < layout.columns; ++column) {
    const bool is_constant = least[column] == most[column];
    if (is_constant) result.center[column] = static_cast<double>(least[column]);
    result.scale[column] = is_constant ? 1 : std::sqrt(result.scale[column] / count);
  }
  return result;
}

/// In the place of a deviation.
double robust_scale(std::vector<float>& values) {
  const double between_quartiles = quantile(values, 0.75) - quantile(values, 0.25);
  if (between_quartiles > 0) return between_quartiles;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double half_the_range = (static_cast<double>(*high) - static_cast<double>(*low)) / 2;
  return half_the_range > 0 ? half_the_range : 1;
}

Standardization order_statistics(const std::vector<float>& features, const ColumnLayout& layout) {
  Standardization result{.center = {}, .scale = {}, .bound = 3};
  std::vector<float> values;
  for (std::size_t column = 0; column < layout.columns; ++column) {
    values.clear();
    const std::size_t first = column * layout.run;
    for (std::size_t begin = first; begin < features.size(); begin += layout.columns * layout.run) {
      const auto run = std::span(features).subspan(begin, layout.run);
      values.insert(values.end(), run.begin(), run.end());
    }
    result.center.push_back(quantile(values, 0.5));
    result.scale.push_back(robust_scale(values));
  }
  return result;
}

void apply(const Standardization& by, const ColumnLayout& layout, std::vector<float>& features) {
  for_each_run(features, layout, [&](std::size_t column, std::span<float> run) {
    for (float& x : run) {
      const double z = (static_cast<double>(x) - by.center[column]) / by.scale[column];
      x = static_cast<float>(by.bound > 0 ? z / std::sqrt(1 + std::pow(z / by.bound, 2)) : z);
    }
  });
}

void apply_to_features(Standardization by, const ColumnLayout& layout, Dataset& dataset) {
  apply(by, layout, dataset.train.features);
  apply(by, layout, dataset.validation.features);
  dataset.standardization = std::move(by);
}

}  // namespace

void standardize(Dataset& dataset) {
  const ColumnLayout layout = columns_of(dataset.sample_shape);
  apply_to_features(moments(dataset.train.features, layout), layout, dataset);
}

void standardize_robustly(Dataset& dataset) {
  const ColumnLayout layout = columns_of(dataset.sample_shape);
  apply_to_features(order_statistics(dataset.train.features, layout), layout, dataset);
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
