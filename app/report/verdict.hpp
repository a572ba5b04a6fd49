#pragma once

#include <optional>
#include <string>

#include "report/run_content.hpp"

namespace plumb {

/// What a person reads first.
struct RunVerdict {
  std::string severity;  ///< of the worst finding: "error", "warning", "info"; "none"; "unknown";
                         ///< of an error that the run has left behind: "warning"
  std::string headline;  ///< "The network does not learn, or the run is lost: …"
  std::string outcome;   ///< how it ended, in numbers
};

RunVerdict verdict_of(const RunContent& content);

/// "Completed after 1,875 steps"; `steps` in digits, or empty where they are not known.
std::string ending_text(std::optional<RunStatus> status, const std::string& steps);

}  // namespace plumb
