#pragma once

#include "plumb/models/network.hpp"

namespace plumb {

/// Throws plumb::Error, with the reason, for options that are each right and make no sense
/// together. `resolved` has its defaults filled in.
void check_combination(const NetworkOptions& resolved);

}  // namespace plumb
