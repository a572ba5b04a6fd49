#include "commands/sweep_report.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "commands/score_note.hpp"
#include "commands/table.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/shell_word.hpp"
#include "sweep/marginals.hpp"
#include "sweep/ranking.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

using Rows = std::vector<const RunResult*>;
using Table = std::vector<TableRow>;

constexpr std::size_t most_combinations = 20;
constexpr std::size_t most_failures = 10;

Rows trained_of(const Rows& rows) {
  Rows trained;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(trained),
               [](const RunResult* row) { return row->trained(); });
  return trained;
}

bool is_share(const Measure& measure) {
  return measure.scale == Measure::Scale::share;
}

const char* unit_text(const Measure& measure) {
  return is_share(measure) ? " %" : "";
}

/// Without its unit.
std::string value_text(double value, const Measure& measure) {
  return is_share(measure) ? fmt::format("{:.2f}", 100 * value) : short_number(value);
}

/// Else a number of the few runs that have one would pass for one of all.
std::string count_note(std::size_t count, std::size_t runs) {
  return count < runs ? fmt::format(" ({} of {})", count, runs) : std::string();
}

std::string spread_text(const Rows& rows, const Measure& measure) {
  const Spread spread = spread_of(trained_of(rows), measure);
  if (spread.count == 0) return "-";
  std::string text = value_text(spread.mean, measure);
  if (spread.count > 1) text += " ± " + value_text(spread.deviation, measure);
  return text + unit_text(measure) + count_note(spread.count, rows.size());
}

/// What the runs are ranked by: the median, and the worst to the best, or how many have a number.
std::string median_text(const Rows& rows, const SettingScore& score, const Measure& measure) {
  const auto text = [&](double merit) { return value_text(value_of(measure, merit), measure); };
  const std::size_t count = spread_of(trained_of(rows), measure).count;
  const std::string median =
      std::isfinite(score.median) ? text(score.median) + unit_text(measure) : "none";
  if (count < rows.size()) return median + count_note(count, rows.size());
  if (rows.size() < 2) return median;
  return fmt::format("{} ({} to {})", median, text(score.worst), text(score.best));
}

const char* short_title(const Measure& measure) {
  if (measure.name == "final-accuracy") return "val accuracy";
  if (measure.name == "final-score") return "val score";
  if (measure.name == "final-train-score") return "train score";
  return measure.name == "final-loss" ? "val loss" : "train loss";
}

/// Of training, beside the headline: losses of different units have no mean.
const Measure& training_measure(const SweepResults& results) {
  return find_measure(results.share_loss_unit ? "final-train-loss" : "final-train-score");
}

/// Beside the headline's.
std::vector<std::string> other_headers(const SweepResults& results) {
  return {short_title(training_measure(results)), "log10 first/last", "exploded", "with errors"};
}

std::string share_text(const Rows& rows, std::optional<double> RunNumbers::*value) {
  const auto count = std::count_if(rows.begin(), rows.end(), [&](const RunResult* row) {
    const auto& number = row->numbers.*value;
    // 0 errors are none; a failure at step 0 is one.
    return number && (value != &RunNumbers::errors || *number > 0);
  });
  return fmt::format("{}/{}", count, rows.size());
}

std::vector<std::string> other_cells(const SweepResults& results, const Rows& rows) {
  return {spread_text(rows, training_measure(results)),
          spread_text(rows, find_measure("log10-gradient-ratio")),
          share_text(rows, &RunNumbers::steps_to_failure), share_text(rows, &RunNumbers::errors)};
}

void append(std::vector<std::string>& row, std::vector<std::string> cells) {
  row.insert(row.end(), cells.begin(), cells.end());
}

std::string setting_text(const SweepResults& results, const RunResult& row) {
  std::string text;
  for (std::size_t i = 0; i + 1 < results.axes.size(); ++i)
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", results.axes[i].name, row.values[i]);
  return text;
}

std::string combination_table(const SweepResults& results, const Measure& headline,
                              std::size_t fewest, const Console& console) {
  const auto all = rank_settings(results, headline);
  if (results.axes.size() < 2 || all.size() < fewest) return {};
  const bool several_seeds = results.axes.back().values.size() > 1;
  Table table{{"combination, best first", "runs",
               std::string(several_seeds ? "median " : "") + short_title(headline)}};
  append(table.front(), other_headers(results));
  for (std::size_t i = 0; i < std::min(all.size(), most_combinations); ++i) {
    Rows rows;
    for (const auto row : all[i].rows) rows.push_back(&results.rows[row]);
    auto& cells = table.emplace_back(std::vector<std::string>{setting_text(results, *rows.front()),
                                                              std::to_string(rows.size()),
                                                              median_text(rows, all[i], headline)});
    append(cells, other_cells(results, rows));
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
      table.push_back({axis, "runs", "failed", short_title(headline)});
      append(table.front(), other_headers(results));
    }
    auto& row = table.emplace_back(std::vector<std::string>{
        marginal.value, std::to_string(marginal.trained.size()), std::to_string(marginal.failed),
        spread_text(marginal.trained, headline)});
    append(row, other_cells(results, marginal.trained));
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
  const auto& rows = outcome.results.rows;
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const RunResult& row) { return row.trained(); }));
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
  if (const Measure* measure = headline_measure(results)) {
    tables = combination_table(results, *measure, 2, console) +
             marginal_tables(results, *measure, console);
    // Nothing was varied: the one combination is the outcome.
    if (tables.empty()) tables = combination_table(results, *measure, 1, console);
  }
  if (!results.share_loss_unit && !tables.empty())
    tables = '\n' + prose(score_note, console) + tables;
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
