#pragma once

#include <nlohmann/json.hpp>

#include "report/run_content.hpp"

namespace plumb {

/// What a run's curves are compared with, as {"loss": […], "accuracy": […]} of
/// {"value", "label", "reach"}: what a guess and the best of the simple models has.
/// "reach": the axis is to have room for it.
nlohmann::ordered_json yardsticks_json(const RunContent& content);

}  // namespace plumb
