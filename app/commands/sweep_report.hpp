#pragma once

#include <string>

#include "commands/sweep_runner.hpp"
#include "terminal/console.hpp"

namespace plumb {

/// For people: how it ended, the best combinations, the marginal tables, what failed and why.
std::string sweep_text(const SweepOutcome& outcome, const Console& console);

/// One JSON document: how it ended, `runs` as in results.jsonl, `marginals` as in marginals.csv.
std::string sweep_json(const SweepOutcome& outcome);

}  // namespace plumb
