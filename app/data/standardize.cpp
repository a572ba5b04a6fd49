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

template <typename T, typename Visit>
void for_each_run(const std::vector<T>& values, const ColumnLayout& layout, Visit visit) {
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < values.size(); begin += layout.run) {
    visit(column, std::span(values).subspan(begin, layout.run));
    if (++column == layout.columns) column = 0;
  }
}

/// In two passes, since the squares of a column far from 0 would cancel.
template <typename T>
Standardization moments(const std::vector<T>& values, const ColumnLayout& layout) {
  const double count = static_cast<double>(values.size()) / static_cast<double>(layout.columns);
  constexpr T infinity = std::numeric_limits<T>::infinity();
  std::vector<T> least(layout.columns, infinity), most(layout.columns, -infinity);
  Standardization result{.center = std::vector<double>(layout.columns),
                         .scale = std::vector<double>(layout.columns)};
  for_each_run(values, layout, [&](std::size_t column, std::span<const T> run) {
    const auto [low, high] = std::minmax_element(run.begin(), run.end());
    least[column] = std::min(least[column], *low);
    most[column] = std::max(most[column], *high);
    result.center[column] += std::accumulate(run.begin(), run.end(), 0.0);
  });
  for (double& mean : result.center) mean /= count;
  for_each_run(values, layout, [&](std::size_t column, std::span<const T> run) {
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
template <typename T>
double robust_scale(std::vector<T>& values) {
  const double between_quartiles = quantile(values, 0.75) - quantile(values, 0.25);
  if (between_quartiles > 0) return between_quartiles;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double half_the_range = (static_cast<double>(*high) - static_cast<double>(*low)) / 2;
  return half_the_range > 0 ? half_the_range : 1;
}

template <typename T>
Standardization order_statistics(const std::vector<T>& values, const ColumnLayout& layout) {
  Standardization result{.center = {}, .scale = {}, .bound = 3};
  std::vector<T> of_column;
  for (std::size_t column = 0; column < layout.columns; ++column) {
    of_column.clear();
    const std::size_t first = column * layout.run;
    for (std::size_t begin = first; begin < values.size(); begin += layout.columns * layout.run) {
      const auto run = std::span(values).subspan(begin, layout.run);
      of_column.insert(of_column.end(), run.begin(), run.end());
    }
    result.center.push_back(quantile(of_column, 0.5));
    result.scale.push_back(robust_scale(of_column));
  }
  return result;
}

/// `scaled` may be `values`.
template <typename T>
void apply(const Standardization& by, const ColumnLayout& layout, const std::vector<T>& values,
           std::vector<float>& scaled) {
  for_each_run(values, layout, [&](std::size_t column, std::span<const T> run) {
    float* to = scaled.data() + (run.data() - values.data());
    for (const double x : run) {
      const double z = (x - by.center[column]) / by.scale[column];
      *to++ = static_cast<float>(by.bound > 0 ? z / std::sqrt(1 + std::pow(z / by.bound, 2)) : z);
    }
  });
}

/// Features or targets of a split.
struct Values {
  std::vector<float>& rounded;
  std::vector<double>& exact;  ///< empty: the rounded ones are all there is
};

void apply(const Standardization& by, const ColumnLayout& layout, Values values) {
  if (values.exact.empty()) {
    apply(by, layout, values.rounded, values.rounded);
  } else {
    apply(by, layout, values.exact, values.rounded);
    std::vector<double>().swap(values.exact);
  }
}

/// By what `statistics` of the training values are, returned.
template <typename Statistics>
Standardization scale(Values train, Values validation, const ColumnLayout& layout,
                      Statistics statistics) {
  const Standardization by =
      train.exact.empty() ? statistics(train.rounded, layout) : statistics(train.exact, layout);
  apply(by, layout, train);
  apply(by, layout, validation);
  return by;
}

Values features_of(Split& split) {
  return {split.features, split.exact_features};
}

Values targets_of(Split& split) {
  return {split.targets, split.exact_targets};
}

constexpr auto by_moments = [](const auto& values, const ColumnLayout& layout) {
  return moments(values, layout);
};

constexpr auto by_order = [](const auto& values, const ColumnLayout& layout) {
  return order_statistics(values, layout);
};

}  // namespace

void standardize(Dataset& dataset) {
  dataset.standardization = scale(features_of(dataset.train), features_of(dataset.validation),
                                  columns_of(dataset.sample_shape), by_moments);
}

void standardize_robustly(Dataset& dataset) {
  dataset.standardization = scale(features_of(dataset.train), features_of(dataset.validation),
                                  columns_of(dataset.sample_shape), by_order);
}

void standardize_targets(Dataset& dataset) {
  if (dataset.train.targets.empty()) {
    throw Error(
        fmt::format("--standardize-targets on is for values to regress on, and {} has "
                    "classes: leave it out, or take --loss mse with a table",
                    dataset.name));
  }
  dataset.target_standardization =
      scale(targets_of(dataset.train), targets_of(dataset.validation), {1, 1}, by_moments);
}

}  // namespace plumb
