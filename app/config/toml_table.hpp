#pragma once

#include <filesystem>
#include <string>

#include <toml++/toml.h>

#include "config/run_config.hpp"

namespace plumb {

// What config.toml has in common with other files that hold settings. Each throws Error naming the
// file and the line.

/// Throws Error where the file is missing or no TOML.
toml::table parse_toml(const std::filesystem::path& file);

/// apply_toml for a table that came from `file`.
void apply_table(RunConfig& config, const toml::table& table, const std::filesystem::path& file);

/// What becomes of settings that are not set, and stand for a default.
enum class Unset { written, left_out };

/// to_toml; with `left_out` also for a configuration that is not resolved, whose empty texts no
/// reader takes.
std::string settings_toml(const RunConfig& config, Unset unset);

/// A text, number or boolean as set_key takes it.
std::string toml_setting(const toml::node& node, const std::string& where);

/// "FILE:LINE" of a node.
std::string toml_location(const std::filesystem::path& file, const toml::node& node);

/// A text as TOML writes it, in quotes.
std::string toml_text(const std::string& text);

}  // namespace plumb
