#include "sweep/sweep_spec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/data_path.hpp"
#include "config/keys.hpp"
#include "config/value_text.hpp"
#include "config/variation.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::uint64_t most_seeds = 100'000;

template <typename Items>
auto find_axis(Items& axes, std::string_view name) {
  return std::find_if(axes.begin(), axes.end(),
                      [&](const SweepAxis& axis) { return axis.name == name; });
}

std::vector<std::string> texts_of(const SweepAxis& axis) {
  std::vector<std::string> texts;
  for (const auto& value : axis.values) texts.push_back(value.text);
  return texts;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string hint(const std::string& wrong, const std::vector<std::string>& names) {
  return "; " + did_you_mean(wrong, names, "there are " + join(names));
}

std::pair<std::uint64_t, std::uint64_t> seed_range(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto seed = parse_seed("seeds", text);
    return {seed, seed};
  }
  const auto first = parse_seed("seeds", text.substr(0, dots));
  const auto last = parse_seed("seeds", text.substr(dots + 2));
  if (last < first)
    throw Error(fmt::format("--seeds {} is not a range: it ends before it begins, give {}..{}",
                            text, last, first));
  if (last - first >= most_seeds)
    throw Error(fmt::format("--seeds {} is not a range of at most {} seeds", text, most_seeds));
  return {first, last};
}

std::string axis_difference(const SweepAxis& recorded, const SweepAxis& next) {
  for (const auto& value : recorded.values) {
    const auto found = std::find_if(next.values.begin(), next.values.end(),
                                    [&](const auto& other) { return other.text == value.text; });
    if (found == next.values.end())
      return fmt::format("{}={} is no longer there", recorded.name, value.text);
    if (found->settings != value.settings)
      return fmt::format("{} {} has other settings", recorded.name, value.text);
  }
  return {};
}

/// A sweep of before has its paths as they were given.
RunConfig with_absolute_paths(RunConfig config) {
  make_data_paths_absolute(config.data);
  return config;
}

bool same_exclusions(const std::vector<Exclusion>& a, const std::vector<Exclusion>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Exclusion& x, const Exclusion& y) { return x.conditions == y.conditions; });
}

}  // namespace

SweepAxis make_axis(const std::string& key, const std::vector<std::string>& values) {
  if (key == "name") throw Error("name cannot be varied: a sweep names its runs itself");
  SweepAxis axis{find_key(key).name, {}};
  for (const auto& value : values) {
    const std::string text = canonical_value(key, value);
    if (has(texts_of(axis), text)) throw Error(fmt::format("{}={} is there twice", key, value));
    axis.values.push_back({text, {{key, text}}});
  }
  return axis;
}

void set_axis(SweepSpec& spec, SweepAxis axis) {
  if (axis.name == seed_axis) {
    spec.seeds.clear();
    for (const auto& value : axis.values) spec.seeds.push_back(parse_seed("seed", value.text));
    return;
  }
  const auto found = find_axis(spec.axes, axis.name);
  if (found != spec.axes.end()) {
    *found = std::move(axis);
  } else if (axis.name == configuration_axis) {
    spec.axes.insert(spec.axes.begin(), std::move(axis));  // a file may name it anywhere
  } else {
    spec.axes.push_back(std::move(axis));
  }
}

std::vector<std::uint64_t> parse_seeds(std::string_view text) {
  std::vector<std::uint64_t> seeds;
  for (const auto& part : split_commas(text)) {
    const auto [first, last] = seed_range(part);
    for (auto seed = first; seed <= last; ++seed) {
      if (std::find(seeds.begin(), seeds.end(), seed) != seeds.end())
        throw Error(fmt::format("--seeds {} has {} twice", text, seed));
      seeds.push_back(seed);
    }
  }
  return seeds;
}

void check_spec(const SweepSpec& spec) {
  if (spec.axes.empty() && spec.seeds.size() < 2)
    throw Error("a sweep varies something: --vary KEY=A,B or --seeds 0..9");
  std::vector<std::string> names;
  for (const auto& axis : spec.axes) names.push_back(axis.name);
  for (const auto& exclusion : spec.exclusions) {
    for (const auto& [name, values] : exclusion.conditions) {
      const auto axis = find_axis(spec.axes, name);
      if (axis == spec.axes.end()) {
        throw Error(
            fmt::format("exclude names '{}', which is not varied{}", name, hint(name, names)));
      }
      const auto texts = texts_of(*axis);
      for (const auto& value : values) {
        if (!has(texts, value)) {
          throw Error(fmt::format("exclude names {}={}, which is not among its values{}", name,
                                  value, hint(value, texts)));
        }
      }
    }
  }
}

std::string difference(const SweepSpec& recorded, const SweepSpec& next) {
  const RunConfig recorded_base = with_absolute_paths(recorded.base);
  const RunConfig next_base = with_absolute_paths(next.base);
  for (const auto& key : config_keys()) {
    const std::string there = key.get(recorded_base);
    const std::string here = key.get(next_base);
    if (there != here) return fmt::format("{} is '{}' there and '{}' here", key.name, there, here);
  }
  for (const auto& axis : next.axes) {
    if (find_axis(recorded.axes, axis.name) == recorded.axes.end())
      return axis.name + " is not varied there";
  }
  for (const auto& axis : recorded.axes) {
    const auto found = find_axis(next.axes, axis.name);
    if (found == next.axes.end()) return axis.name + " is varied there";
    if (const auto text = axis_difference(axis, *found); !text.empty()) return text;
  }
  for (const auto seed : recorded.seeds) {
    if (std::find(next.seeds.begin(), next.seeds.end(), seed) == next.seeds.end())
      return fmt::format("seed {} is no longer there", seed);
  }
  if (!same_exclusions(recorded.exclusions, next.exclusions))
    return "it leaves out other combinations";
  return {};
}

void extend_spec(SweepSpec& spec, const std::vector<std::string>& variations,
                 const std::vector<std::uint64_t>& seeds) {
  for (const auto& variation : parse_variations(variations)) {
    const auto axis = find_axis(spec.axes, variation.key);
    if (axis == spec.axes.end() || axis->name == configuration_axis) {
      throw Error(
          fmt::format("--vary {0}=…: the sweep to resume does not vary {0}", variation.key));
    }
    const auto texts = texts_of(*axis);
    for (auto& value : make_axis(variation.key, variation.values).values) {
      if (!has(texts, value.text)) axis->values.push_back(std::move(value));
    }
  }
  for (const auto seed : seeds) {
    if (std::find(spec.seeds.begin(), spec.seeds.end(), seed) == spec.seeds.end())
      spec.seeds.push_back(seed);
  }
}

}  // namespace plumb
