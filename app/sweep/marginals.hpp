#pragma once

#include <string>
#include <vector>

#include "sweep/results_file.hpp"

namespace plumb {

/// A measure over several runs. Runs that do not have it, or have it not finite, are left out of
/// mean and deviation and counted.
struct Spread {
  std::size_t runs = 0;   ///< looked at
  std::size_t count = 0;  ///< with a finite number
  double mean = 0;        ///< not-a-number where count is 0
  double deviation = 0;   ///< sample standard deviation; 0 for a single run
};

Spread spread_of(const std::vector<const RunResult*>& rows, const Measure& measure);

/// All runs that have one value on one axis.
struct Marginal {
  std::string axis;
  std::string value;
  std::vector<const RunResult*> trained;  ///< into the results' rows
  std::size_t failed = 0;                 ///< failed or refused
};

/// For each axis and each of its values, over everything else. An axis of one value is left out.
std::vector<Marginal> marginals(const SweepResults& results);

/// marginals.csv: key, value, runs, failed, measure, count, mean, deviation; a line a measure.
std::string marginals_csv(const SweepResults& results);

}  // namespace plumb
