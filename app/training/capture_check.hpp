#pragma once

#include <c10/core/Device.h>

#include <optional>
#include <string>

#include "config/run_config.hpp"

namespace plumb {

/// Why the steps of a run must each be prepared by the host, so that no graph can repeat them
/// (step_graph.hpp); nothing where one can. Whether the device has graphs is another question.
std::optional<std::string> why_not_captured(const RunConfig& config);

/// The same for a run as --cuda-graph has it, on its device: nothing where its steps are to be
/// captured. Throws Error with the reason where the setting is "on" and there is one.
std::optional<std::string> decide_capture(const RunConfig& config, const c10::Device& device);

}  // namespace plumb
