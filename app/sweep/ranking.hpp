#pragma once

#include <optional>
#include <vector>

#include "sweep/results_file.hpp"

namespace plumb {

/// Which way a measure is better.
enum class Better { high, low, near_zero, neither };

Better better(const Measure& measure);

/// A row's number as one of which larger is better (of `neither`: larger). A number that is not a
/// number, and a run that failed, is the worst there is, so that a setting that loses runs does not
/// win by those it keeps. Nothing for a run without the number, refused, missing or unfinished.
std::optional<double> merit(const RunResult& row, const Measure& measure);

/// The measure's own value of a merit; of `near_zero` its size.
double value_of(const Measure& measure, double merit);

/// What a sweep is judged by: accuracy where there is any, else the loss, or its score where the
/// losses have different units. Null where no run has either.
const Measure* headline_measure(const SweepResults& results);

/// The middle one; of an even number the mean of the two. Not-a-number of none.
double median_of(std::vector<double> values);

/// Runs that differ in the seed only.
struct SettingScore {
  std::vector<std::size_t> rows;  ///< of the results, those that count
  double median = 0;              ///< of their merits
  double worst = 0, best = 0;     ///< merits
};

/// The settings that have a number, the best median first.
std::vector<SettingScore> rank_settings(const SweepResults& results, const Measure& measure);

}  // namespace plumb
