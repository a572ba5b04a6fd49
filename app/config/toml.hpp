#pragma once

#include <filesystem>
#include <string>

#include "config/run_config.hpp"

namespace plumb {

/// The resolved configuration as config.toml, every key with its value.
std::string to_toml(const RunConfig& config);

/// Changes `config` by what the file says. Throws Error naming the file, the line, and the unknown
/// key or the wrong value.
void apply_toml(RunConfig& config, const std::filesystem::path& file);

}  // namespace plumb
