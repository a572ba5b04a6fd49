#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/run_config.hpp"

namespace plumb {

/// One setting of a run, described once: the command line, config.toml and `compare --vary` all
/// read this.
struct ConfigKey {
  enum class Type { text, integer, number, flag };

  std::string name;     ///< the long flag without its dashes: "batch-size"
  std::string section;  ///< its table in config.toml and its group in --help: "training"
  Type type = Type::text;
  std::string metavar;  ///< "N", "X", "mlp|cnn|resnet"
  std::string help;

  /// Parses and checks. Throws Error naming the flag, the value, and the values that would be
  /// right.
  std::function<void(RunConfig&, std::string_view)> set;

  /// The inverse; empty where the setting is unset.
  std::function<std::string(const RunConfig&)> get;
};

/// Every key, in the order of config.toml.
const std::vector<ConfigKey>& config_keys();

/// Throws Error naming the key and the nearest ones that exist.
const ConfigKey& find_key(std::string_view name);

/// find_key(name).set(config, value).
void set_key(RunConfig& config, std::string_view name, std::string_view value);

/// A key's value as config.toml writes it: 1e-3 and 0.001 are one. Throws Error as set_key.
std::string canonical_value(std::string_view name, std::string_view value);

}  // namespace plumb
