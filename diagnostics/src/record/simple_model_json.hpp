#pragma once

#include <vector>

#include "plumb/diagnostics/simple_model.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {

/// Puts them into the object, under "simple_models", where there are any.
void add_simple_models(JsonValue& object, const std::vector<SimpleModel>& models);

/// The same back; empty where the object has none. Throws Error on what is no simple model, and on
/// one that cannot be.
std::vector<SimpleModel> simple_models_in(const JsonValue& object);

}  // namespace plumb
