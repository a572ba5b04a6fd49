#pragma once

#include <filesystem>
#include <string>

#include "command.hpp"

/// Runs the plumb under test as run_plumb() does, but on a terminal of its own; `out` is all that
/// came to it, standard error included.
Outcome run_plumb_on_terminal(const std::filesystem::path& folder, const std::string& arguments,
                              const std::string& environment, int columns, int rows);
