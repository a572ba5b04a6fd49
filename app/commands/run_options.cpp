#include "commands/run_options.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/presets.hpp"
#include "config/toml.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

void RunOptions::add_to(CLI::App& command) {
  command.add_option("preset", preset_, "a reference experiment: `plumb list presets`")
      ->type_name("PRESET");
  command
      .add_option("--config", config_file_,
                  "a config.toml to repeat, in place of PRESET; flags override it")
      ->type_name("FILE");
  for (const auto& key : config_keys()) {
    const std::string flag = "--" + key.name;
    CLI::Option* option = nullptr;
    if (key.type == ConfigKey::Type::flag) {
      option = command.add_flag_callback(
          flag, [this, name = key.name] { values_.emplace_back(name, "true"); }, key.help);
    } else {
      option = command.add_option_function<std::string>(
          flag,
          [this, name = key.name](const std::string& value) { values_.emplace_back(name, value); },
          key.help);
      option->type_name(key.metavar)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    option->group(key.section.empty() ? "Options" : key.section);
  }
}

RunConfig RunOptions::resolve(RunConfig start) const {
  if (!preset_.empty() && !config_file_.empty())
    throw Error("--config FILE has all settings of a run; leave " + preset_ + " away");
  RunConfig config = std::move(start);
  if (!preset_.empty()) config = find_preset(preset_).config;
  if (!config_file_.empty()) apply_toml(config, config_file_);
  for (const auto& [name, value] : values_) set_key(config, name, value);
  if (config.name.empty()) config.name = config.network.model;
  return config;
}

std::vector<std::string> RunOptions::given() const {
  std::vector<std::string> names;
  if (!preset_.empty()) names.push_back(preset_);
  if (!config_file_.empty()) names.push_back("--config");
  for (const auto& [name, value] : values_) names.push_back("--" + name);
  return names;
}

CLI::Option& add_vary_option(CLI::App& command, std::vector<std::string>& variations) {
  return *command
              .add_option("--vary", variations,
                          "a setting and its values; several give every combination")
              ->type_name("KEY=A,B,…")
              ->allow_extra_args(false)
              ->take_all();
}

void check_folder_name(const std::string& name) {
  for (const char* part : {"/", "\\", ".."}) {
    if (name.find(part) == std::string::npos) continue;
    throw Error(
        fmt::format("'{}' has '{}' in it and names no folder in runs/: choose another --name, or a "
                    "folder with --out",
                    name, part));
  }
}

OutputFolder choose_directory(const std::string& out, const std::string& name) {
  if (out.empty()) {
    check_folder_name(name);
    return OutputFolder::next("runs", name);
  }
  if (holds_run(out)) throw Error(out + " already holds a run; name another folder with --out");
  return OutputFolder(out);
}

}  // namespace plumb
