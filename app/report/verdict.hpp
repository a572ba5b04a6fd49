#pragma once

#include <string>

#include "report/run_content.hpp"

namespace plumb {

/// What a person reads first.
struct RunVerdict {
  std::string severity;  ///< of the worst finding: "error", "warning", "info"; "none"; "unknown"
  std::string headline;  ///< "The network does not learn, or the run is lost: …"
  std::string outcome;   ///< how it ended, in numbers
};

RunVerdict verdict_of(const RunContent& content);

}  // namespace plumb
