#include "sweep/sweep_grid.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/variation.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/hash.hpp"

namespace plumb {
namespace {

/// File systems allow 255 bytes; a partial file's ending comes on top.
constexpr std::size_t longest_folder = 200;

std::string short_folder(const std::string& label) {
  const std::string folder = folder_name(label);
  if (folder.size() <= longest_folder) return folder;
  return fmt::format("{}-{:016x}", folder.substr(0, longest_folder - 17), fnv1a(label));
}

/// Steps × layers × (a fixed cost + multiplications of a layer). The constants are those of one
/// core's small matrices; the order of the runs and the time left need no better.
double expected_cost(const RunConfig& config) {
  constexpr double default_depth = 3, default_width = 128, default_samples = 60'000;
  constexpr double convolutions = 20;
  const auto or_default = [](std::int64_t value, double otherwise) {
    return value > 0 ? static_cast<double>(value) : otherwise;
  };
  const double batch = static_cast<double>(config.training.batch_size);
  const double samples = or_default(config.data.limit, default_samples);
  const double epochs = static_cast<double>(config.training.epochs);
  double steps = epochs * samples / batch;
  if (config.training.steps > 0)
    steps = std::min(steps, static_cast<double>(config.training.steps));
  const double width = or_default(config.network.width, default_width);
  const double layers = or_default(config.network.depth, default_depth) + 1;
  const double layer = 1 + batch * width * width / 5e5;
  return (steps + 1) * layers * layer * (config.network.model == "mlp" ? 1 : convolutions);
}

bool excluded(const SweepSpec& spec, const std::vector<std::string>& values) {
  const auto meets = [&](const auto& condition) {
    const auto& [name, allowed] = condition;
    for (std::size_t i = 0; i < spec.axes.size(); ++i) {
      if (spec.axes[i].name == name)
        return std::find(allowed.begin(), allowed.end(), values[i]) != allowed.end();
    }
    return false;
  };
  return std::any_of(spec.exclusions.begin(), spec.exclusions.end(), [&](const Exclusion& e) {
    return std::all_of(e.conditions.begin(), e.conditions.end(), meets);
  });
}

void add_value(SweepRun& run, const std::string& name, const std::string& text) {
  run.label += (run.label.empty() ? "" : " ") + name + '=' + text;
  run.values.push_back(text);
}

std::vector<SweepRun> combinations(const SweepSpec& spec) {
  std::vector<SweepRun> runs{{"", "", {}, spec.base}};
  for (const auto& axis : spec.axes) {
    std::vector<SweepRun> extended;
    for (const auto& run : runs) {
      for (const auto& value : axis.values) {
        SweepRun& next = extended.emplace_back(run);
        add_value(next, axis.name, value.text);
        for (const auto& [key, text] : value.settings) set_key(next.config, key, text);
      }
    }
    runs = std::move(extended);
  }
  return runs;
}

}  // namespace

std::vector<SweepRun> plan_sweep(const SweepSpec& spec) {
  std::vector<SweepRun> runs;
  std::set<std::string> folders;
  for (const auto& combination : combinations(spec)) {
    if (excluded(spec, combination.values)) continue;
    for (const auto seed : spec.seeds) {
      SweepRun run = combination;
      add_value(run, std::string(seed_axis), std::to_string(seed));
      run.config.running.seed = seed;
      run.config.name = run.label;
      run.folder = short_folder(run.label);
      run.cost = expected_cost(run.config);
      if (!folders.insert(run.folder).second)
        throw Error("two runs of the sweep would share the folder " + run.folder);
      runs.push_back(std::move(run));
    }
  }
  if (runs.empty()) throw Error("the sweep leaves out every combination");
  return runs;
}

std::vector<std::string> axis_names(const SweepSpec& spec) {
  std::vector<std::string> names;
  for (const auto& axis : spec.axes) names.push_back(axis.name);
  names.emplace_back(seed_axis);
  return names;
}

}  // namespace plumb
