#include "commands/sweep_report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "commands/table.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/json_value.hpp"
#include "sweep/marginals.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

using Rows = std::vector<const RunResult*>;
using Table = std::vector<TableRow>;

constexpr std::size_t most_combinations = 20;
constexpr std::size_t most_failures = 10;

std::string spread_text(const Rows& rows, const Measure& measure) {
  const Spread spread = spread_of(rows, measure);
  if (spread.count == 0) return "-";
  const bool share = measure.scale == Measure::Scale::share;
  const auto text = [&](double value) {
    return share ? fmt::format("{:.2f}", 100 * value) : short_number(value);
  };
  std::string result = text(spread.mean);
  if (spread.count > 1) result += " ± " + text(spread.deviation);
  return result + (share ? " %" : "");
}

/// Finite for one of them at least.
bool any_number(const Rows& rows, const Measure& measure) {
  return spread_of(rows, measure).count > 0;
}

/// What the tables show: accuracy if there is any, else the loss.
const Measure& headline(const Rows& rows) {
  const Measure& accuracy = find_measure("final-accuracy");
  return any_number(rows, accuracy) ? accuracy : find_measure("final-loss");
}

std::vector<std::string> measure_headers(const Measure& headline) {
  return {headline.name == "final-accuracy" ? "val accuracy" : "val loss", "train loss",
          "log10 first/last", "exploded", "with errors"};
}

std::string share_text(const Rows& rows, std::optional<double> RunNumbers::*value) {
  const auto count = std::count_if(rows.begin(), rows.end(), [&](const RunResult* row) {
    const auto& number = row->numbers.*value;
    // 0 errors are none; a failure at step 0 is one.
    return number && (value != &RunNumbers::errors || *number > 0);
  });
  return fmt::format("{}/{}", count, rows.size());
}

std::vector<std::string> measure_cells(const Rows& rows, const Measure& headline) {
  return {spread_text(rows, headline), spread_text(rows, find_measure("final-train-loss")),
          spread_text(rows, find_measure("log10-gradient-ratio")),
          share_text(rows, &RunNumbers::steps_to_failure), share_text(rows, &RunNumbers::errors)};
}

void append(std::vector<std::string>& row, std::vector<std::string> cells) {
  row.insert(row.end(), cells.begin(), cells.end());
}

Rows trained_rows(const SweepResults& results) {
  Rows rows;
  for (const auto& row : results.rows) {
    if (row.trained()) rows.push_back(&row);
  }
  return rows;
}

struct Combination {
  std::string label;
  Rows rows;
};

/// Runs that differ in the seed only, the best first.
std::vector<Combination> combinations(const SweepResults& results, const Measure& headline) {
  std::vector<Combination> all;
  std::map<std::string, std::size_t> places;
  for (const auto* row : trained_rows(results)) {
    std::string label;
    for (std::size_t i = 0; i + 1 < results.axes.size(); ++i) {
      label +=
          fmt::format("{}{}={}", label.empty() ? "" : " ", results.axes[i].name, row->values[i]);
    }
    const auto [place, is_new] = places.try_emplace(label, all.size());
    if (is_new) all.push_back({label, {}});
    all[place->second].rows.push_back(row);
  }
  const double sign = headline.name == "final-accuracy" ? 1 : -1;
  const auto merit = [&](const Combination& combination) {
    const Spread spread = spread_of(combination.rows, headline);
    return spread.count > 0 ? sign * spread.mean : -HUGE_VAL;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Combination& a, const Combination& b) { return merit(a) > merit(b); });
  return all;
}

std::string combination_table(const SweepResults& results, const Measure& headline,
                              std::size_t fewest, const Console& console) {
  auto all = combinations(results, headline);
  if (results.axes.size() < 2 || all.size() < fewest) return {};
  Table table{{"combination, best first", "runs"}};
  append(table.front(), measure_headers(headline));
  for (std::size_t i = 0; i < std::min(all.size(), most_combinations); ++i) {
    auto& row = table.emplace_back(
        std::vector<std::string>{all[i].label, std::to_string(all[i].rows.size())});
    append(row, measure_cells(all[i].rows, headline));
  }
  std::string text = '\n' + format_table(table, console);
  if (all.size() > most_combinations)
    text += fmt::format("and {} more in results.csv\n", all.size() - most_combinations);
  return text;
}

std::string marginal_tables(const SweepResults& results, const Measure& headline,
                            const Console& console) {
  std::string text, axis;
  Table table;
  const auto close = [&] {
    if (!table.empty()) text += '\n' + format_table(table, console);
    table.clear();
  };
  for (const auto& marginal : marginals(results)) {
    if (marginal.axis != axis) {
      close();
      axis = marginal.axis;
      table.push_back({axis, "runs", "failed"});
      append(table.front(), measure_headers(headline));
    }
    auto& row = table.emplace_back(std::vector<std::string>{
        marginal.value, std::to_string(marginal.trained.size()), std::to_string(marginal.failed)});
    append(row, measure_cells(marginal.trained, headline));
  }
  close();
  return text;
}

std::string failures_text(const SweepOutcome& outcome, const Console& console) {
  std::string text;
  std::size_t shown = 0;
  for (const auto& row : outcome.results.rows) {
    if (row.reason.empty()) continue;
    if (shown++ < most_failures)
      text +=
          paragraph(fmt::format("{}  {}: {}", row.run, row.status, row.reason), console, 2) + '\n';
  }
  if (shown == 0) return {};
  if (shown > most_failures)
    text += fmt::format("  and {} more in results.csv\n", shown - most_failures);
  return "\nWithout result:\n" + text;
}

std::size_t done_count(const SweepOutcome& outcome) {
  return trained_rows(outcome.results).size();
}

std::string outcome_line(const SweepOutcome& outcome) {
  std::string text =
      fmt::format("{}: {} of {} runs done, {} failed or refused, in {}",
                  outcome.interrupted ? "interrupted" : "completed", done_count(outcome),
                  outcome.planned, outcome.failed, run_duration(outcome.seconds));
  if (outcome.kept > 0) text += fmt::format("; {} were there before", outcome.kept);
  if (outcome.kept < outcome.planned) {
    text += fmt::format("; {} at a time, {:.0f} % of that time in use, {:.0f} % by the processor",
                        outcome.allotment.jobs, 100 * outcome.busy_share,
                        100 * outcome.processor_share);
  }
  text += ".\n";
  if (outcome.interrupted)
    text += fmt::format("Go on: plumb sweep --resume {}\n", shell_word(outcome.directory.string()));
  return text;
}

}  // namespace

std::string sweep_text(const SweepOutcome& outcome, const Console& console) {
  const auto& results = outcome.results;
  std::string tables;
  if (const auto rows = trained_rows(results); !rows.empty()) {
    const Measure& measure = headline(rows);
    tables = combination_table(results, measure, 2, console) +
             marginal_tables(results, measure, console);
    // Nothing was varied: the one combination is the outcome.
    if (tables.empty()) tables = combination_table(results, measure, 1, console);
  }
  return '\n' + prose(outcome_line(outcome), console) + tables + failures_text(outcome, console) +
         fmt::format("\nResults: {}, .jsonl and marginals.csv beside it\n",
                     (outcome.directory / "results.csv").string());
}

std::string sweep_json(const SweepOutcome& outcome) {
  using Json = nlohmann::ordered_json;
  Json runs = Json::array();
  for (const auto& row : outcome.results.rows)
    runs.push_back(Json::parse(result_json(outcome.results, row)));
  Json table = Json::array();
  for (const auto& marginal : marginals(outcome.results)) {
    for (const auto& measure : measures()) {
      const Spread spread = spread_of(marginal.trained, measure);
      if (spread.count == 0) continue;
      table.push_back({{"key", marginal.axis},
                       {"value", marginal.value},
                       {"runs", spread.runs},
                       {"failed", marginal.failed},
                       {"measure", measure.column},
                       {"count", spread.count},
                       {"mean", spread.mean},
                       {"deviation", spread.deviation}});
    }
  }
  const Json json{{"format", 1},
                  {"status", outcome.interrupted ? "interrupted" : "completed"},
                  {"directory", outcome.directory.string()},
                  {"planned", outcome.planned},
                  {"done", done_count(outcome)},
                  {"kept", outcome.kept},
                  {"failed", outcome.failed},
                  {"seconds", outcome.seconds},
                  {"jobs", outcome.allotment.jobs},
                  {"threads", outcome.allotment.threads},
                  {"busy_share", outcome.busy_share},
                  {"processor_share", outcome.processor_share},
                  {"runs", std::move(runs)},
                  {"marginals", std::move(table)}};
  return json_document(json);
}

}  // namespace plumb
