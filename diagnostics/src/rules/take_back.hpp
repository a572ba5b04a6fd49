#pragma once

#include <optional>
#include <string>
#include <utility>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Of a warning that was told and came to no harm, an observation that says so: ". By step 300 the
/// network has learnt". It is told no more.
inline Verdict take_back(std::optional<Verdict>& told, const RunView& run,
                         const std::string& what_happened) {
  Verdict verdict = *std::exchange(told, std::nullopt);
  verdict.severity = Severity::info;
  verdict.disproved = true;
  verdict.message += ". By step " + std::to_string(run.record.step) + " " + what_happened;
  return verdict;
}

}  // namespace plumb
