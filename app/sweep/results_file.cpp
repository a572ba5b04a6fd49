#include "sweep/results_file.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/loss_unit.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/csv_cell.hpp"
#include "plumb/internal/json_number.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/number_text.hpp"
#include "plumb/internal/shell_word.hpp"
#include "sweep/sweep_file.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

/// With the digits of the CSV; a whole number without a decimal point.
Json short_json_number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json::parse(measured_text(*value)) : json_number(value);
}

std::string text_at(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json row_json(const SweepResults& results, const RunResult& row) {
  Json json{{"run", row.run}};
  for (std::size_t i = 0; i < results.axes.size(); ++i) json[results.axes[i].name] = row.values[i];
  json["seed"] = std::stoull(row.values.back());
  json["status"] = row.status;
  json["reason"] = row.reason;
  for (const auto& measure : measures())
    json[measure.column] = short_json_number(row.numbers.*measure.value);
  json["worst_severity"] = row.worst_severity;
  json["worst_finding"] = row.worst_finding;
  return json;
}

RunResult read_row(const SweepResults& results, const Json& json) {
  RunResult row;
  row.run = text_at(json, "run");
  for (const auto& axis : results.axes)
    row.values.push_back(axis.name == seed_axis
                             ? std::to_string(json_at<std::uint64_t>(json, "seed"))
                             : text_at(json, axis.name));
  row.status = text_at(json, "status");
  row.reason = text_at(json, "reason");
  for (const auto& measure : measures())
    row.numbers.*measure.value = number_of_json(json.value(measure.column, Json()));
  row.worst_severity = text_at(json, "worst_severity");
  row.worst_finding = text_at(json, "worst_finding");
  return row;
}

bool share_loss_unit(const SweepSpec& spec) {
  for (const auto& axis : spec.axes) {
    std::string first;
    for (const auto& value : axis.values) {
      RunConfig config = spec.base;
      for (const auto& [key, text] : value.settings) set_key(config, key, text);
      const std::string next = loss_unit(config);
      if (first.empty()) first = next;
      if (next != first) return false;
    }
  }
  return true;
}

}  // namespace

SweepResults empty_results(const SweepSpec& spec) {
  SweepResults results;
  for (const auto& axis : spec.axes) {
    auto& added = results.axes.emplace_back();
    added.name = axis.name;
    for (const auto& value : axis.values) added.values.push_back(value.text);
  }
  auto& seeds = results.axes.emplace_back();
  seeds.name = seed_axis;
  for (const auto seed : spec.seeds) seeds.values.push_back(std::to_string(seed));
  results.share_loss_unit = share_loss_unit(spec);
  return results;
}

std::string results_csv(const SweepResults& results) {
  std::string text = "run";
  for (const auto& axis : results.axes) text += ',' + csv_cell(axis.name);
  text += ",status,reason";
  for (const auto& measure : measures()) text += ',' + measure.column;
  text += ",worst_severity,worst_finding\n";
  for (const auto& row : results.rows) {
    text += csv_cell(row.run);
    for (const auto& value : row.values) text += ',' + csv_cell(value);
    text += ',' + row.status + ',' + csv_cell(row.reason);
    for (const auto& measure : measures()) {
      const auto& value = row.numbers.*measure.value;
      text += ',' + (value ? measured_text(*value) : std::string());
    }
    text += ',' + row.worst_severity + ',' + row.worst_finding + '\n';
  }
  return text;
}

std::string result_json(const SweepResults& results, const RunResult& row) {
  return row_json(results, row).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string results_jsonl(const SweepResults& results) {
  std::string text;
  for (const auto& row : results.rows) text += result_json(results, row) + '\n';
  return text;
}

SweepResults read_results(const std::filesystem::path& directory) {
  SweepResults results = empty_results(read_sweep_file(directory / "sweep.toml"));
  const auto file = directory / "results.jsonl";
  std::ifstream stream(file);
  if (!stream) throw Error("\"" + directory.string() + "\" has no results.jsonl yet");
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    try {
      results.rows.push_back(read_row(results, parse_json(line)));
    } catch (const Error& error) {
      throw Error(
          fmt::format("\"{}\", line {} is damaged ({}): `plumb sweep --resume {}` writes the "
                      "file anew",
                      file.string(), number, error.what(), shell_word(directory.string())));
    }
  }
  return results;
}

bool holds_sweep(const std::filesystem::path& directory) {
  return std::filesystem::exists(directory / "sweep.toml");
}

}  // namespace plumb
