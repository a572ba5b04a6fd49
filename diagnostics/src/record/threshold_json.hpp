#pragma once

#include "plumb/diagnostics/thresholds.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {

/// Those that differ from the defaults, by name; an empty object where none does.
JsonValue changed_thresholds(const Thresholds& thresholds);

/// The inverse; names that it does not know are left out. Throws Error on what is no threshold.
Thresholds thresholds_from(const JsonValue& changed);

}  // namespace plumb
