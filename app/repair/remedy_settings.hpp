#pragma once

#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "plumb/diagnostics/finding.hpp"

namespace plumb {

/// The configuration with the settings of the remedies, the later ones winning. Throws Error on a
/// value that a setting does not take.
RunConfig with_remedies(RunConfig config, const std::vector<Remedy>& remedies);

/// The remedies' flags in one line.
std::string flags_text(const std::vector<Remedy>& remedies);

}  // namespace plumb
