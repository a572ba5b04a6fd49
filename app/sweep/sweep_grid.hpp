#pragma once

#include <string>
#include <vector>

#include "sweep/sweep_spec.hpp"

namespace plumb {

/// One run of a sweep, before it is trained.
struct SweepRun {
  std::string label;                ///< "activation=tanh depth=5 seed=0"; also config.name
  std::string folder;               ///< "activation-tanh-depth-5-seed-0"
  std::vector<std::string> values;  ///< of each axis, the seed last
  RunConfig config;
  double cost = 1;  ///< expected duration, in no unit: only its relations mean something
};

/// Every combination that is not excluded, with every seed; the first axis varies slowest. Throws
/// Error where two runs would share a folder or nothing is left.
std::vector<SweepRun> plan_sweep(const SweepSpec& spec);

/// The axes' names, "seed" last.
std::vector<std::string> axis_names(const SweepSpec& spec);

}  // namespace plumb
