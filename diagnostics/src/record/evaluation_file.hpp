#pragma once

#include <filesystem>
#include <vector>

#include "plumb/diagnostics/evaluation_record.hpp"

namespace plumb {

/// evaluations.jsonl of a run directory, by ascending number of steps: one that comes again
/// replaces the earlier one and all after it. Empty where there is none; a last line without its
/// newline is left out. Throws Error, which names file and line, for one that is no evaluation.
std::vector<EvaluationRecord> read_evaluations(const std::filesystem::path& directory);

}  // namespace plumb
