#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// A line of config.toml, as text.
struct Setting {
  std::string section;  ///< its table: "training"; empty before the first one
  std::string key;      ///< "batch-size"
  std::string value;    ///< without the quotes of a text
};

/// The settings of a config.toml in their order. Takes any keys: the file may be of a later version
/// or of someone's own loop. Throws Error if it is no TOML.
std::vector<Setting> read_settings(const std::filesystem::path& file);

/// The shortest `plumb train` that makes the run of a config.toml: its preset, and each option that
/// differs. Throws Error for a file that `plumb train --config` would not take.
std::string repeat_command(const std::filesystem::path& file);

}  // namespace plumb
