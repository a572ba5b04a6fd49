#pragma once

#include "plumb/diagnostics/simple_model.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {

JsonValue simple_model_json(const SimpleModel& model);

/// The inverse. Throws Error on what is no simple model, and on one that cannot be.
SimpleModel simple_model_from(const JsonValue& json);

}  // namespace plumb
