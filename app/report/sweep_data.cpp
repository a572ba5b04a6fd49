#include "report/sweep_data.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "plot/thinning.hpp"
#include "plumb/internal/shell_word.hpp"
#include "report/page_number.hpp"
#include "report/settings.hpp"
#include "report/sweep_summary.hpp"
#include "report/sweep_verdict.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;
constexpr int digits = 4;

/// Those that a large page keeps longest come first.
constexpr std::array by_demand{
    "final-accuracy",       "final-loss",       "final-score", "final-train-loss", "errors",
    "log10-gradient-ratio", "steps-to-failure", "seconds",     "best-accuracy",    "best-loss",
    "first-layer-norm",     "last-layer-norm",  "warnings"};

std::size_t demand(const Measure& measure) {
  return static_cast<std::size_t>(std::find(by_demand.begin(), by_demand.end(), measure.name) -
                                  by_demand.begin());
}

bool any_number(const SweepResults& results, const Measure& measure) {
  return std::any_of(results.rows.begin(), results.rows.end(), [&](const RunResult& row) {
    return (row.numbers.*measure.value).has_value();
  });
}

struct Chosen {
  std::vector<const Measure*> measures;  ///< in the order of results.csv
  std::vector<std::string> left_out;
};

Chosen choose_measures(const SweepContent& content, std::size_t rows, const SweepBudget& budget) {
  std::vector<const Measure*> present;
  for (const auto& measure : measures()) {
    if (any_number(content.results, measure)) present.push_back(&measure);
  }
  const auto room =
      std::max(budget.numbers / std::max<std::size_t>(rows, 1), budget.least_measures);
  auto kept = present;
  std::stable_sort(kept.begin(), kept.end(),
                   [](const auto* a, const auto* b) { return demand(*a) < demand(*b); });
  if (kept.size() > room) kept.resize(room);
  Chosen chosen;
  for (const auto* measure : present) {
    if (std::find(kept.begin(), kept.end(), measure) != kept.end()) {
      chosen.measures.push_back(measure);
    } else {
      chosen.left_out.push_back(measure->name);
    }
  }
  return chosen;
}

const char* better_name(const Measure& measure) {
  switch (better(measure)) {
    case Better::high:
      return "high";
    case Better::low:
      return "low";
    case Better::near_zero:
      return "zero";
    case Better::neither:
      break;
  }
  return "neither";
}

const char* scale_name(const Measure& measure) {
  switch (measure.scale) {
    case Measure::Scale::share:
      return "share";
    case Measure::Scale::signed_log:
      return "signed_log";
    case Measure::Scale::number:
      break;
  }
  return "number";
}

Json axes_json(const SweepResults& results) {
  auto json = Json::array();
  for (const auto& axis : results.axes)
    json.push_back({{"name", axis.name}, {"values", axis.values}});
  return json;
}

/// The page rounds to whole percents, as the verdict does: by way of 0.275, 0.2749 would be 28 %.
constexpr int effect_digits = std::numeric_limits<double>::max_digits10;

Json effects_json(const SweepContent& content, const Measure& measure) {
  auto json = Json::array();
  for (std::size_t axis = 0; axis < content.results.axes.size(); ++axis)
    json.push_back(page_number(axis_effect(content, axis, measure), effect_digits));
  return json;
}

Json measures_json(const SweepContent& content, const std::vector<const Measure*>& chosen,
                   const std::vector<std::size_t>& rows) {
  auto json = Json::array();
  for (const auto* measure : chosen) {
    auto values = Json::array();
    for (const auto row : rows)
      values.push_back(page_number(content.results.rows[row].numbers.*(measure->value), digits));
    json.push_back({{"name", measure->name},
                    {"title", measure->title},
                    {"scale", scale_name(*measure)},
                    {"better", better_name(*measure)},
                    {"effects", effects_json(content, *measure)},
                    {"values", std::move(values)}});
  }
  return json;
}

/// Texts that many runs share are there once.
class Dictionary {
 public:
  std::size_t place(const std::string& text) {
    const auto [found, is_new] = places_.try_emplace(text, texts_.size());
    if (is_new) texts_.push_back(text);
    return found->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::string> texts_;
};

/// A reason is a line, but of any length.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 200;
  return text.size() <= most ? text : text.substr(0, most) + "…";
}

Json runs_json(const SweepContent& content, const std::vector<std::size_t>& rows) {
  Json json{{"planned", content.results.rows.size()}};
  for (const auto* key : {"folder", "link", "status", "reason", "severity", "finding"})
    json[key] = Json::array();
  json["values"] = Json(content.results.axes.size(), Json::array());
  Dictionary statuses, reasons, findings;
  for (const auto i : rows) {
    const auto& row = content.results.rows[i];
    json["folder"].push_back(row.run);
    json["link"].push_back(static_cast<int>(content.links[i]));
    json["status"].push_back(statuses.place(row.status));
    json["reason"].push_back(reasons.place(shortened(row.reason)));
    json["severity"].push_back(row.worst_severity);
    json["finding"].push_back(findings.place(row.worst_finding));
    for (std::size_t axis = 0; axis < content.values[i].size(); ++axis)
      json["values"][axis].push_back(content.values[i][axis]);
  }
  json["statuses"] = statuses.texts();
  json["reasons"] = reasons.texts();
  json["findings"] = findings.texts();
  return json;
}

Json findings_json(const SweepContent& content, const std::vector<std::size_t>& kept) {
  auto json = Json::array();
  for (const auto& finding : content.findings) {
    auto rows = Json::array();
    for (std::size_t place = 0; place < kept.size(); ++place) {
      if (std::binary_search(finding.rows.begin(), finding.rows.end(), kept[place]))
        rows.push_back(place);
    }
    const auto place = find_place(content, finding.rows);
    json.push_back({{"rule", finding.rule},
                    {"severity", to_string(finding.severity)},
                    {"where", place_text(content, finding.rows, place)},
                    {"rows", std::move(rows)}});
  }
  return json;
}

Json losses_json(const SweepContent& content, std::size_t most) {
  auto json = Json::array();
  const auto losses = sweep_losses(content);
  for (std::size_t i = 0; i < std::min(losses.size(), most); ++i) {
    json.push_back({{"status", losses[i].status},
                    {"reason", shortened(losses[i].reason)},
                    {"runs", losses[i].rows.size()}});
  }
  if (losses.size() > most)
    json.push_back({{"status", ""}, {"reason", ""}, {"runs", losses.size() - most}});
  return json;
}

/// As a shell and `plumb sweep` take it.
std::string resume_command(const SweepContent& content) {
  return "plumb sweep --resume " + shell_word(content.directory.string());
}

}  // namespace

Json sweep_data(const SweepContent& content, const std::string& base, const SweepBudget& budget) {
  const auto rows = spread_positions(content.results.rows.size(), budget.rows);
  const auto chosen = choose_measures(content, rows.size(), budget);
  const auto verdict = sweep_verdict(content);
  const auto* headline = headline_measure(content.results);
  auto notes = content.notes;
  if (!chosen.left_out.empty()) {
    notes.push_back(
        fmt::format("the measures {} (results.csv has them)", fmt::join(chosen.left_out, ", ")));
  }
  if (rows.size() < content.results.rows.size()) {
    notes.push_back(fmt::format("all but {} of {} runs, at even distances", rows.size(),
                                content.results.rows.size()));
  }
  return {{"format", 1},
          {"name", content.name},
          {"directory", content.directory.string()},
          {"base", base},
          {"verdict",
           {{"severity", verdict.severity},
            {"headline", verdict.headline},
            {"importance", verdict.importance},
            {"outcome", verdict.outcome}}},
          {"axes", axes_json(content.results)},
          {"headline", headline != nullptr ? headline->name : std::string()},
          {"measures", measures_json(content, chosen.measures, rows)},
          {"runs", runs_json(content, rows)},
          {"findings", findings_json(content, rows)},
          {"losses", losses_json(content, budget.losses)},
          {"command", resume_command(content)},
          {"sweep", content.sweep_text},
          {"notes", notes}};
}

}  // namespace plumb
