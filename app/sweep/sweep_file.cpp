#include "sweep/sweep_file.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/toml_table.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

using Path = std::filesystem::path;

/// Runs `work`; an Error of it is given the node's place.
void at(const toml::node& node, const Path& file, const std::function<void()>& work) {
  const std::string where = toml_location(file, node) + ": ";
  try {
    work();
  } catch (const Error& error) {
    const std::string what = error.what();
    if (what.starts_with(file.string())) throw;
    throw Error(where + what);
  }
}

const toml::table& table_of(const toml::node& node, const std::string& name, const Path& file) {
  const auto* table = node.as_table();
  if (table == nullptr)
    throw Error(fmt::format("{}: {} is a table", toml_location(file, node), name));
  return *table;
}

struct Entry {
  std::string name;
  const toml::node* node;
};

/// toml++ sorts a table's keys by name; this is the order of the file.
std::vector<Entry> in_order(const toml::table& table) {
  std::vector<Entry> entries;
  for (const auto& [key, node] : table) entries.push_back({std::string(key.str()), &node});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const auto place = [](const Entry& entry) {
      const auto& begin = entry.node->source().begin;
      return std::pair(begin.line, begin.column);
    };
    return place(a) < place(b);
  });
  return entries;
}

std::vector<std::string> texts_of(const toml::node& node, const Path& file) {
  const auto* array = node.as_array();
  if (array == nullptr) return {toml_setting(node, toml_location(file, node))};
  if (array->empty()) throw Error(toml_location(file, node) + ": the list is empty");
  std::vector<std::string> texts;
  for (const auto& item : *array) texts.push_back(toml_setting(item, toml_location(file, item)));
  return texts;
}

void read_seeds(SweepSpec& spec, const toml::node& node, const Path& file) {
  at(node, file, [&] { spec.seeds = parse_seeds(join(texts_of(node, file), ",")); });
}

void read_jobs(SweepSpec& spec, const toml::node& node, const Path& file) {
  at(node, file, [&] {
    spec.jobs = parse_integer("jobs", toml_setting(node, toml_location(file, node)), 1, 1'000'000);
  });
}

void read_axes(SweepSpec& spec, const toml::node& node, const Path& file) {
  for (const auto& [name, values] : in_order(table_of(node, "vary", file))) {
    at(*values, file, [&, key = name, list = values] {
      if (key == seed_axis && !spec.seeds.empty())
        throw Error("[vary] has seed, and there is a list of seeds: give one of them");
      set_axis(spec, make_axis(key, texts_of(*list, file)));
    });
  }
}

void read_configurations(SweepSpec& spec, const toml::node& node, const Path& file) {
  SweepAxis axis{std::string(configuration_axis), {}};
  for (const auto& [name, inner] : in_order(table_of(node, "configurations", file))) {
    SweepValue value{name, {}};
    for (const auto& [key, setting] : in_order(table_of(*inner, "configurations." + name, file))) {
      at(*setting, file, [&, key = key, setting = setting] {
        const auto text = toml_setting(*setting, toml_location(file, *setting));
        value.settings.push_back(make_axis(key, {text}).values.front().settings.front());
      });
    }
    axis.values.push_back(std::move(value));
  }
  set_axis(spec, std::move(axis));
}

/// As the axis has it: 1e-3 is 0.001.
std::string axis_value(const std::string& axis, const std::string& text) {
  return axis == configuration_axis ? text : make_axis(axis, {text}).values.front().text;
}

void read_exclusions(SweepSpec& spec, const toml::node& node, const Path& file) {
  const auto* array = node.as_array();
  if (array == nullptr)
    throw Error(toml_location(file, node) + ": exclude is a list of tables, [[exclude]]");
  for (const auto& item : *array) {
    Exclusion exclusion;
    for (const auto& [name, values] : in_order(table_of(item, "exclude", file))) {
      at(*values, file, [&, axis = name, list = values] {
        auto texts = texts_of(*list, file);
        for (auto& text : texts) text = axis_value(axis, text);
        exclusion.conditions.emplace_back(axis, std::move(texts));
      });
    }
    spec.exclusions.push_back(std::move(exclusion));
  }
}

using Reader = void (*)(SweepSpec&, const toml::node&, const Path&);

const std::vector<std::pair<std::string, Reader>>& readers() {
  static const std::vector<std::pair<std::string, Reader>> all{
      {"seeds", read_seeds},
      {"jobs", read_jobs},
      {"vary", read_axes},
      {"configurations", read_configurations},
      {"exclude", read_exclusions}};
  return all;
}

/// A typing error in a name of the sweep's own would else be looked up among the settings.
void check_names(const toml::table& table, const Path& file) {
  std::vector<std::string> names{"format", "preset", "name"};
  for (const auto& [name, reader] : readers()) names.push_back(name);
  for (const auto& key : config_keys()) {
    if (!key.section.empty() && std::find(names.begin(), names.end(), key.section) == names.end())
      names.push_back(key.section);
  }
  for (const auto& [name, node] : in_order(table)) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    throw Error(fmt::format("{}: a sweep has no '{}'; {}", toml_location(file, *node), name,
                            did_you_mean(name, names, "it has " + join(names))));
  }
}

std::string toml_list(const std::vector<std::string>& items) {
  return fmt::format("[{}]", join(items));
}

std::string toml_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const auto& text : texts) items.push_back(toml_text(text));
  return toml_list(items);
}

/// A list of numbers has no quotes, as a person would write it.
std::string axis_list(const SweepAxis& axis) {
  std::vector<std::string> texts;
  for (const auto& value : axis.values) texts.push_back(value.text);
  return find_key(axis.name).type == ConfigKey::Type::text ? toml_texts(texts) : toml_list(texts);
}

std::string configurations_toml(const SweepAxis& axis) {
  std::string text;
  for (const auto& value : axis.values) {
    text += fmt::format("\n[configurations.{}]\n", toml_text(value.text));
    for (const auto& [key, setting] : value.settings) {
      text +=
          fmt::format("{} = {}\n", key,
                      find_key(key).type == ConfigKey::Type::text ? toml_text(setting) : setting);
    }
  }
  return text;
}

}  // namespace

SweepSpec read_sweep_file(const Path& file) {
  toml::table table = parse_toml(file);
  check_names(table, file);
  SweepSpec spec;
  for (const auto& [name, node] : in_order(table)) {
    for (const auto& [known, reader] : readers()) {
      if (name == known) reader(spec, *node, file);
    }
  }
  for (const auto& [name, reader] : readers()) table.erase(name);
  apply_table(spec.base, table, file);
  try {
    if (spec.seeds.empty()) spec.seeds = {spec.base.running.seed};
    check_spec(spec);
  } catch (const Error& error) {
    throw Error(file.string() + ": " + error.what());
  }
  return spec;
}

std::string sweep_toml(const SweepSpec& spec) {
  std::vector<std::string> seeds;
  for (const auto seed : spec.seeds) seeds.push_back(std::to_string(seed));
  std::string text = fmt::format("seeds = {}\n", toml_list(seeds));
  if (spec.jobs > 0) text += fmt::format("jobs = {}\n", spec.jobs);
  text += settings_toml(spec.base, Unset::left_out);
  std::string vary;
  for (const auto& axis : spec.axes) {
    if (axis.name == configuration_axis) {
      text += configurations_toml(axis);
    } else {
      vary += fmt::format("{} = {}\n", axis.name, axis_list(axis));
    }
  }
  if (!vary.empty()) text += "\n[vary]\n" + vary;
  for (const auto& exclusion : spec.exclusions) {
    text += "\n[[exclude]]\n";
    for (const auto& [name, values] : exclusion.conditions)
      text += fmt::format("{} = {}\n", name, toml_texts(values));
  }
  return text;
}

}  // namespace plumb
