#pragma once

#include <string>
#include <vector>

#include "config/run_config.hpp"

namespace plumb {

/// Of the options named in `given` ("--momentum"), those whose value a run with this configuration
/// never looks at, a sentence each.
std::vector<std::string> idle_settings(const RunConfig& config,
                                       const std::vector<std::string>& given);

}  // namespace plumb
