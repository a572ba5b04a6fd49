#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/output_folder.hpp"
#include "config/run_config.hpp"

namespace plumb {

/// The options that every training command shares: PRESET, --config and one flag per configuration
/// key.
class RunOptions {
 public:
  /// Adds them to a subcommand. This object must outlive the parsing.
  void add_to(CLI::App& command);

  /// Defaults, then the preset, then the file, then the flags. Throws Error naming what is wrong.
  RunConfig resolve() const { return resolve({}); }

  /// The same over another start than the defaults.
  RunConfig resolve(RunConfig start) const;

  /// True if a PRESET or --config was given: a start of its own.
  bool has_start() const { return !preset_.empty() || !config_file_.empty(); }

  /// True if anything was given.
  bool any() const { return has_start() || !values_.empty(); }

  /// What was given, as on the command line: the PRESET's name, --config, --lr.
  std::vector<std::string> given() const;

 private:
  std::string preset_;
  std::string config_file_;
  std::vector<std::pair<std::string, std::string>> values_;  // in the order given
};

/// Adds --vary, given once a setting, to a subcommand. `variations`, which must outlive the
/// parsing, gets what parse_variation reads.
CLI::Option& add_vary_option(CLI::App& command, std::vector<std::string>& variations);

/// Throws Error for a name of which no folder in runs/ can be made.
void check_folder_name(const std::string& name);

/// runs/NAME-N, the next free one, made at once, unless --out named a folder. Throws Error if that
/// folder holds a run, or the name would lead out of runs/.
OutputFolder choose_directory(const std::string& out, const std::string& name);

}  // namespace plumb
