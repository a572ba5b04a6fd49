#include "config/toml.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "config/keys.hpp"
#include "config/presets.hpp"
#include "config/toml_table.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

std::string toml_value(const ConfigKey& key, const std::string& text) {
  return key.type == ConfigKey::Type::text ? toml_text(text) : text;
}

void apply_setting(RunConfig& config, const std::string& section, const std::string& name,
                   const toml::node& node, const std::filesystem::path& file) {
  const std::string where = toml_location(file, node);
  try {
    const ConfigKey& key = find_key(name);
    if (key.section != section) {
      throw Error(
          fmt::format("'{}' belongs {}", name,
                      key.section.empty() ? "before the first table" : "in [" + key.section + "]"));
    }
    key.set(config, toml_setting(node, where));
  } catch (const Error& error) {
    throw Error(where + ": " + error.what());
  }
}

/// A misspelt table would be told as settings that belong elsewhere.
void check_section(const std::string& section, const toml::node& node,
                   const std::filesystem::path& file) {
  std::vector<std::string> sections;
  for (const auto& key : config_keys()) {
    const bool known = key.section.empty() ||
                       std::find(sections.begin(), sections.end(), key.section) != sections.end();
    if (!known) sections.push_back(key.section);
  }
  if (std::find(sections.begin(), sections.end(), section) != sections.end()) return;
  throw Error(fmt::format(
      "{}: there is no table [{}]: {}", toml_location(file, node), section,
      did_you_mean(section, sections, "there are [" + join(sections, "], [") + ']', "[{}]")));
}

[[noreturn]] void refuse_folder(const std::filesystem::path& folder) {
  std::string found;
  for (const char* name : {"config.toml", "sweep.toml", "repaired.toml"}) {
    if (std::filesystem::exists(folder / name))
      found += (found.empty() ? "" : " or ") + (folder / name).string();
  }
  throw Error(folder.string() + " is a folder, not a configuration file" +
              (found.empty() ? "" : ": name " + found));
}

}  // namespace

std::string toml_text(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

std::string toml_location(const std::filesystem::path& file, const toml::node& node) {
  return fmt::format("{}:{}", file.string(), node.source().begin.line);
}

std::string toml_setting(const toml::node& node, const std::string& where) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return fmt::format("{}", integer->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  throw Error(where + ": a setting is a text, a number, true or false");
}

std::string settings_toml(const RunConfig& config, Unset unset) {
  std::string text = "format = 1\n";
  if (!config.preset.empty()) text += "preset = " + toml_text(config.preset) + '\n';
  std::string section;
  for (const auto& key : config_keys()) {
    const std::string value = key.get(config);
    const bool written = unset == Unset::written && key.type == ConfigKey::Type::text;
    if (value.empty() && !written) continue;
    if (key.section != section) {
      section = key.section;
      text += "\n[" + section + "]\n";
    }
    text += key.name + " = " + toml_value(key, value) + '\n';
  }
  return text;
}

std::string to_toml(const RunConfig& config) {
  return settings_toml(config, Unset::written);
}

toml::table parse_toml(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) throw Error("no such configuration file: " + file.string());
  if (std::filesystem::is_directory(file)) refuse_folder(file);  // it would read as an empty file
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error(
        fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

void apply_table(RunConfig& config, const toml::table& table, const std::filesystem::path& file) {
  if (const auto* preset = table.get("preset")) {
    config = find_preset(toml_setting(*preset, toml_location(file, *preset))).config;
  }
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (name == "preset") continue;
    if (name == "format") {
      if (node.value<std::int64_t>() != 1)
        throw Error(toml_location(file, node) + ": format is not 1");
      continue;
    }
    if (const auto* section = node.as_table()) {
      check_section(name, node, file);
      for (const auto& [inner, value] : *section) {
        apply_setting(config, name, std::string(inner.str()), value, file);
      }
    } else {
      apply_setting(config, "", name, node, file);
    }
  }
}

void apply_toml(RunConfig& config, const std::filesystem::path& file) {
  apply_table(config, parse_toml(file), file);
}

}  // namespace plumb
