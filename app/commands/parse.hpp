#pragma once

#include <CLI/App.hpp>
#include <optional>

namespace plumb {

/// Parses the command line. Returns an exit code where that is all there is to do: --help,
/// --version, no subcommand. Throws Error for a wrong one, naming the option that may have been
/// meant.
std::optional<int> parse(CLI::App& app, int argc, const char* const* argv);

}  // namespace plumb
