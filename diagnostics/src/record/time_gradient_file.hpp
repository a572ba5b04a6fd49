#pragma once

#include <filesystem>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Empty where the file does not exist. Throws Error naming file and line.
std::vector<TimeGradient> read_time_gradients(const std::filesystem::path& file);

}  // namespace plumb
