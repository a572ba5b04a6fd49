#pragma once

#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {

/// An array, in the order of causes_first().
JsonValue findings_value(const std::vector<Finding>& findings);

/// The inverse. Throws Error on what is no array of findings.
std::vector<Finding> findings_from(const JsonValue& list);

}  // namespace plumb
