#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/sweep_content.hpp"
#include "sweep/ranking.hpp"

namespace plumb {

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
