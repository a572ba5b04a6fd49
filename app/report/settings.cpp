#include "report/settings.hpp"

#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "config/keys.hpp"
#include "config/presets.hpp"
#include "config/toml.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/shell_word.hpp"

namespace plumb {
namespace {

std::string value_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

struct Placed {
  Setting setting;
  std::uint32_t line = 0;
};

void collect(const toml::table& table, const std::string& section, std::vector<Placed>& found) {
  for (const auto& [key, node] : table) {
    const std::string name(std::string_view{key});
    if (const auto* inner = node.as_table()) {
      collect(*inner, section.empty() ? name : section + '.' + name, found);
    } else {
      found.push_back({{section, name, value_text(node)}, node.source().begin.line});
    }
  }
}

}  // namespace

std::vector<Setting> read_settings(const std::filesystem::path& file) {
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error(
        fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
  std::vector<Placed> found;
  collect(table, "", found);
  // toml++ sorts by key; a person wrote or reads them in the order of the file.
  std::stable_sort(found.begin(), found.end(),
                   [](const Placed& a, const Placed& b) { return a.line < b.line; });
  std::vector<Setting> settings;
  for (auto& placed : found) settings.push_back(std::move(placed.setting));
  return settings;
}

std::string repeat_command(const std::filesystem::path& file) {
  RunConfig config;
  apply_toml(config, file);
  std::string command = "plumb train";
  RunConfig base;
  if (!config.preset.empty()) {
    base = find_preset(config.preset).config;
    command += ' ' + config.preset;
  }
  for (const auto& key : config_keys()) {
    const std::string value = key.get(config);
    if (value == key.get(base) || value.empty()) continue;
    command += " --" + key.name;
    if (key.type != ConfigKey::Type::flag) command += ' ' + shell_word(value);
  }
  return command;
}

}  // namespace plumb
