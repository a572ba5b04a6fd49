#include "commands/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include <fmt/format.h>

#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/score_note.hpp"
#include "commands/standard_output.hpp"
#include "commands/table.hpp"
#include "config/keys.hpp"
#include "config/loss_unit.hpp"
#include "config/variation.hpp"
#include "plot/plot.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/loss_score.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "terminal/text.hpp"
#include "training/dataset_request.hpp"
#include "training/run_checks.hpp"

namespace plumb {
namespace {

/// One value in two spellings would train one run twice.
void check_values(const Variation& variation) {
  std::map<std::string, std::string> spellings;  // by what they say
  for (const auto& value : variation.values) {
    const auto [same, is_new] = spellings.emplace(canonical_value(variation.key, value), value);
    if (is_new) continue;
    throw Error(
        fmt::format("--vary {0}: {1} and {2} are the same {0}, which is trained once: "
                    "leave one of them away",
                    variation.key, same->second, value));
  }
}

void extend(std::vector<PlannedRun>& runs, const Variation& variation) {
  check_values(variation);
  std::vector<PlannedRun> extended;
  for (const auto& run : runs) {
    for (const auto& value : variation.values) {
      PlannedRun next = run;
      set_key(next.config, variation.key, value);
      next.label += (next.label.empty() ? "" : " ") + variation.key + '=' + value;
      extended.push_back(std::move(next));
    }
  }
  runs = std::move(extended);
}

std::string exploded_text(const RunSummary& summary) {
  if (summary.exploded_epoch) return fmt::format("epoch {}", *summary.exploded_epoch);
  return summary.largest_norm ? "no" : "-";
}

/// The first of its most severe findings; observations without consequence are left out.
std::string found_text(const RunSummary& summary) {
  if (worst(summary.findings) == Severity::info) return "-";
  return by_severity(summary.findings).front().rule;
}

/// Throws Error for the first run that cannot be trained, before any is.
void check(const std::vector<PlannedRun>& runs, const std::filesystem::path& directory) {
  DatasetRequest request;
  std::optional<Dataset> dataset;  // of `request`: most comparisons have one
  for (const auto& run : runs) {
    if (holds_run(directory / run.folder)) {
      throw Error((directory / run.folder).string() +
                  " already holds a run; name another folder with --out");
    }
    try {
      const DatasetRequest next = dataset_request(run.config);
      if (!dataset || next != request) dataset = load_dataset(request = next);
      check_run(run.config, *dataset);
    } catch (const Error& error) {
      throw Error(run.label + ": " + error.what());
    }
  }
}

std::vector<RunSummary> train_all(const std::vector<PlannedRun>& runs,
                                  const std::filesystem::path& directory, const Console& console,
                                  Output output) {
  std::vector<RunSummary> summaries;
  for (const auto& run : runs) {
    if (interrupt_flag()) break;
    RunConfig config = run.config;
    // What is fastest for the first is taken for all, so that nothing else differs between them.
    if (config.running.threads == 0 && !summaries.empty())
      config.running.threads = summaries.front().threads;
    summaries.push_back(
        run_training(config, directory / run.folder, /*resume=*/false, console, output));
    if (output == Output::full)
      print_out("{}\n\n", paragraph(outcome_text(summaries.back()), console));
  }
  return summaries;
}

void draw(const std::vector<RunSummary>& summaries, const std::filesystem::path& directory,
          Output output) {
  const std::vector<std::string> formats{"svg", "png"};
  try {
    std::vector<RecordedRun> runs;
    for (const auto& summary : summaries) {
      runs.push_back(read_run(summary.directory));
      plot_run(runs.back(), {formats, std::filesystem::path(summary.directory) / "figures"});
    }
    plot_comparison(runs, {formats, directory / "figures"});
    if (output == Output::full) {
      print_out("Figures: {}, and figures/ of each run\n", (directory / "figures").string());
    }
  } catch (const Error& error) {
    print_err("No figures: {}\n", error.what());
  }
}

LossScores scores_of(const RunSummary& summary) {
  const auto facts = read_facts(summary.directory);
  const auto score = [&](double loss) {
    const auto known = facts ? loss_score(loss, *facts) : std::nullopt;
    return known.value_or(std::nan(""));
  };
  return {score(summary.last.train_eval_loss), score(summary.last.val_loss)};
}

/// Where the losses have no unit in common.
std::vector<LossScores> needed_scores(const std::vector<PlannedRun>& runs,
                                      const std::vector<RunSummary>& summaries) {
  const auto differs = [&](const PlannedRun& run) {
    return loss_unit(run.config) != loss_unit(runs.front().config);
  };
  if (std::none_of(runs.begin(), runs.end(), differs)) return {};
  std::vector<LossScores> scores;
  for (const auto& summary : summaries) scores.push_back(scores_of(summary));
  return scores;
}

}  // namespace

std::vector<PlannedRun> plan_runs(const RunConfig& base,
                                  const std::vector<std::string>& variations) {
  std::vector<PlannedRun> runs{{"", "", base}};
  for (const auto& variation : parse_variations(variations)) extend(runs, variation);
  for (auto& run : runs) {
    run.config.name = run.label;
    run.folder = folder_name(run.label);
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (runs[i].folder == runs[j].folder)
        throw Error("--vary gives two runs the same name: " + runs[i].label);
    }
  }
  return runs;
}

std::string comparison_table(const std::vector<RunSummary>& summaries, const Console& console,
                             const std::vector<LossScores>& scores) {
  const bool by_score = !scores.empty();
  std::vector<std::vector<std::string>> rows{{"run", "final acc", "best acc",
                                              by_score ? "train score" : "train loss",
                                              by_score ? "val score" : "val loss", "largest norm",
                                              "exploded", "clipped", "skipped", "status", "found"}};
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    const RunSummary& summary = summaries[i];
    const EpochRow& last = summary.last;
    const double train = by_score ? scores[i].train : last.train_eval_loss;
    const double validation = by_score ? scores[i].validation : last.val_loss;
    const auto measured = [&](std::string text) { return summary.evaluated ? text : "-"; };
    rows.push_back({summary.name, measured(percent(last.val_accuracy)),
                    measured(percent(summary.best_val_accuracy)), measured(short_number(train)),
                    measured(short_number(validation)),
                    summary.largest_norm ? short_number(*summary.largest_norm) : "-",
                    exploded_text(summary),
                    summary.clip == "none" ? "-" : percent(summary.clipped_share()),
                    std::to_string(summary.skipped_updates), std::string(to_string(summary.status)),
                    found_text(summary)});
  }
  return (by_score ? prose(score_note, console) + '\n' : "") + format_table(rows, console);
}

std::string comparison_json(const std::vector<RunSummary>& summaries) {
  auto runs = nlohmann::ordered_json::array();
  for (const auto& summary : summaries)
    runs.push_back(nlohmann::ordered_json::parse(to_json(summary)));
  return runs.dump(2) + '\n';
}

int compare_runs(const std::vector<PlannedRun>& runs, const std::filesystem::path& directory,
                 Output output) {
  protect_training();
  check(runs, directory);
  const Console console = Console::detect();
  const auto summaries = train_all(runs, directory, console, output);
  const std::string json = comparison_json(summaries);
  write_file_atomically(directory / "comparison.json", json);
  print_out("{}", output == Output::json
                      ? json
                      : comparison_table(summaries, console, needed_scores(runs, summaries)));
  draw(summaries, directory, output);
  return interrupt_flag() ? exit_interrupted : exit_done;
}

}  // namespace plumb
