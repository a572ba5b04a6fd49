#pragma once

#include <filesystem>
#include <string>

#include "sweep/sweep_spec.hpp"

namespace plumb {

/// Reads a sweep file (docs/sweep.md): the base's settings as in config.toml, and `seeds`, `jobs`,
/// [vary], [configurations.NAME] and [[exclude]]. Axes come in the order in which the file names
/// them. Throws Error naming file, line and the unknown key or wrong value.
SweepSpec read_sweep_file(const std::filesystem::path& file);

/// The sweep as such a file, every setting of the base that has a value.
std::string sweep_toml(const SweepSpec& spec);

}  // namespace plumb
