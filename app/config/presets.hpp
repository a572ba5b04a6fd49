#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/run_config.hpp"

namespace plumb {

struct Preset {
  std::string name;
  std::string description;
  RunConfig config;
};

/// The reference experiments, with Keras's defaults (docs/results.md).
const std::vector<Preset>& presets();

/// Throws Error naming the presets there are.
const Preset& find_preset(std::string_view name);

}  // namespace plumb
