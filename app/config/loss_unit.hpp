#pragma once

#include <string>

#include "config/run_config.hpp"

namespace plumb {

/// What the losses of a run are measured in, by the settings that decide it: losses of equal units
/// can be compared.
std::string loss_unit(const RunConfig& config);

}  // namespace plumb
