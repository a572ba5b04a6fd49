#include "sweep/sweep_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "config/variation.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/non_finite.hpp"
#include "sweep/marginals.hpp"
#include "sweep/ranking.hpp"

namespace plumb {
namespace {

using Rows = std::vector<const RunResult*>;

std::size_t axis_index(const SweepResults& results, const std::string& name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < results.axes.size(); ++i) {
    if (results.axes[i].name == name) return i;
    names.push_back(results.axes[i].name);
  }
  throw Error(fmt::format("the sweep does not vary '{}': it varies {}", name, join(names)));
}

/// The first axis of several values that none of `taken` names; the seed only where it may.
std::string free_axis(const SweepResults& results, const std::vector<std::string>& taken,
                      bool seed_too) {
  for (const auto& axis : results.axes) {
    const bool free = std::find(taken.begin(), taken.end(), axis.name) == taken.end();
    if (free && axis.values.size() > 1 && (seed_too || axis.name != seed_axis)) return axis.name;
  }
  return {};
}

std::string value_label(const Measure& measure, double value) {
  if (measure.scale == Measure::Scale::share) return fmt::format("{:.1f}", 100 * value);
  if (const auto name = non_finite_name(value); !name.empty()) return std::string(name);
  const double size = std::abs(value);
  if (measure.scale == Measure::Scale::signed_log) return fmt::format("{:.1f}", value);
  if (size != 0 && (size < 1e-2 || size >= 1e5)) return fmt::format("{:.1e}", value);
  return size >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

/// Where no run has a finite number: why.
std::string missing_label(const Rows& rows, const Rows& trained, const Measure& measure) {
  if (rows.empty()) return "";
  if (trained.empty()) return rows.front()->reason.empty() ? "" : rows.front()->status;
  for (const auto* row : trained) {
    if (const auto& value = row->numbers.*measure.value) return value_label(measure, *value);
  }
  return "none";
}

GridCell make_cell(const Rows& rows, const Measure& measure) {
  Rows trained;
  for (const auto* row : rows) {
    if (row->trained()) trained.push_back(row);
  }
  const Spread spread = spread_of(trained, measure);
  if (spread.count == 0)
    return {std::numeric_limits<double>::quiet_NaN(), missing_label(rows, trained, measure), ""};
  const bool share = measure.scale == Measure::Scale::share;
  GridCell cell{share ? 100 * spread.mean : spread.mean, value_label(measure, spread.mean), ""};
  // Else a mean over the few runs that failed would pass for one over all.
  if (spread.count < rows.size()) cell.note = fmt::format("{} of {}", spread.count, rows.size());
  return cell;
}

/// ", mean over 3 seeds and 2 widths": what the cells hide.
std::string averaged_text(const SweepResults& results, const SweepMap& map) {
  std::string text;
  for (const auto& axis : results.axes) {
    if (axis.values.size() < 2 || axis.name == map.x || axis.name == map.y ||
        axis.name == map.panels)
      continue;
    text += fmt::format("{}{} {}s", text.empty() ? ", mean over " : " and ", axis.values.size(),
                        axis.name);
  }
  return text;
}

GridPanel make_panel(const SweepResults& results, const SweepMap& map, const std::string& value) {
  const auto& measure = find_measure(map.measure);
  const std::size_t x = axis_index(results, map.x), y = axis_index(results, map.y);
  const auto in_panel = [&](const RunResult& row) {
    return map.panels.empty() || row.values[axis_index(results, map.panels)] == value;
  };
  GridPanel panel;
  if (!map.panels.empty()) panel.title = map.panels + ' ' + value;
  for (const auto& row_value : results.axes[y].values) {
    for (const auto& column_value : results.axes[x].values) {
      Rows rows;
      for (const auto& row : results.rows) {
        if (row.values[x] == column_value && row.values[y] == row_value && in_panel(row))
          rows.push_back(&row);
      }
      panel.cells.push_back(make_cell(rows, measure));
    }
  }
  return panel;
}

}  // namespace

SweepMap parse_map(std::string_view text) {
  SweepMap map;
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) map.measure = text.substr(colon + 1);
  const auto parts = split_commas(text.substr(0, colon));
  if (parts.size() != 2 || parts[0].empty() || parts[1].empty() ||
      (colon != std::string_view::npos && map.measure.empty())) {
    throw Error(fmt::format(
        "--heat-map {} is not X,Y or X,Y:MEASURE, such as activation,init:final-accuracy", text));
  }
  map.x = parts[0];
  map.y = parts[1];
  return map;
}

SweepMap complete_map(SweepMap map, const SweepResults& results) {
  if (map.x.empty()) map.x = free_axis(results, {map.y, map.panels}, true);
  if (map.y.empty()) map.y = free_axis(results, {map.x, map.panels}, true);
  // One axis of several values: the seed's single one is the other.
  if (map.y.empty()) map.y = seed_axis;
  if (map.panels.empty()) map.panels = free_axis(results, {map.x, map.y}, false);
  if (map.measure.empty()) map.measure = "final-accuracy";
  find_measure(map.measure);
  for (const auto& name : {map.x, map.y}) axis_index(results, name);
  if (!map.panels.empty()) axis_index(results, map.panels);
  if (map.x == map.y || map.x == map.panels || map.y == map.panels)
    throw Error("a heat map needs different settings, not " + map.x + " twice");
  return map;
}

std::vector<SweepMap> default_maps(const SweepResults& results) {
  const std::string x = free_axis(results, {}, false);
  const std::string y = free_axis(results, {x}, false);
  if (x.empty() || y.empty()) return {};
  const auto* headline = headline_measure(results);
  std::vector<SweepMap> maps;
  for (const auto& measure : {headline != nullptr ? headline->name : std::string("final-loss"),
                              std::string("log10-gradient-ratio")})
    maps.push_back(complete_map({x, y, measure, ""}, results));
  return maps;
}

GridData sweep_grid(const SweepResults& results, const SweepMap& map) {
  const auto& measure = find_measure(map.measure);
  GridData grid;
  grid.stem = folder_name(fmt::format("{}-{}-{}", map.x, map.y, map.measure));
  const char* unit = measure.scale == Measure::Scale::share ? " (%)" : "";
  grid.title = measure.title + averaged_text(results, map);
  grid.value_name = map.measure + unit;
  grid.x_name = map.x;
  grid.y_name = map.y;
  grid.columns = results.axes[axis_index(results, map.x)].values;
  grid.rows = results.axes[axis_index(results, map.y)].values;
  grid.diverging = measure.scale == Measure::Scale::signed_log;
  if (map.panels.empty()) {
    grid.panels.push_back(make_panel(results, map, ""));
  } else {
    for (const auto& value : results.axes[axis_index(results, map.panels)].values)
      grid.panels.push_back(make_panel(results, map, value));
  }
  return grid;
}

std::string measure_names() {
  std::vector<std::string> names;
  for (const auto& measure : measures()) names.push_back(measure.name);
  return join(names);
}

}  // namespace plumb
