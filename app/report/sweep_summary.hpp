#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/sweep_content.hpp"
#include "sweep/measures.hpp"

namespace plumb {

/// Which way a measure is better.
enum class Better { high, low, near_zero, neither };

Better better(const Measure& measure);

/// A row's number as one of which larger is better (of `neither`: larger). A number that is not a
/// number, and a run that failed, is the worst there is, so that a setting that loses runs does not
/// win by those it keeps. Nothing for a run without the number, refused, missing or unfinished.
std::optional<double> merit(const RunResult& row, const Measure& measure);

/// What the page speaks of first: accuracy where there is any, else the loss. Null where no run has
/// either.
const Measure* headline_measure(const SweepResults& results);

/// The middle one; of an even number the mean of the two. Not-a-number of none.
double median_of(std::vector<double> values);

/// Runs that differ in the seed only.
struct SettingScore {
  std::vector<std::size_t> rows;  ///< those that count
  double median = 0;              ///< of their merits
  double worst = 0, best = 0;     ///< merits
};

/// The settings that have a number, the best median first.
std::vector<SettingScore> rank_settings(const SweepContent& content, const Measure& measure);

/// The share of the runs' variation that one axis alone accounts for, from 0 to 1: Kelley's ε²
/// (1935), the correlation ratio corrected for the number of values, over the ranks of the merits,
/// as in Kruskal and Wallis's test (1952), so that a number that is not finite is a last rank and
/// no scale matters. Nothing for an axis of one value, or where no run differs.
std::optional<double> axis_effect(const SweepContent& content, std::size_t axis,
                                  const Measure& measure);

/// Where something happens, in values of one or two axes.
struct SweepPlace {
  struct Condition {
    std::size_t axis = 0;
    std::size_t value = 0;
  };
  std::vector<Condition> conditions;  ///< empty: no settings stand out
  std::size_t hits = 0;               ///< of the runs with these values, those where it happens
  std::size_t runs = 0;               ///< the runs with these values
};

/// The condition that tells the rows apart best from the other runs that have an outcome (largest
/// F1 score), two only where they tell clearly more than one; none where it is at most 0.5. The
/// seed is none.
SweepPlace find_place(const SweepContent& content, const std::vector<std::size_t>& rows);

/// A value of the measure for a person: "84.6 %", "0.3072".
std::string measure_text(const Measure& measure, double value);

}  // namespace plumb
