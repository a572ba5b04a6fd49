#include "sweep/run_result.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plot/weights.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/loss_score.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "sweep/run_state.hpp"

namespace plumb {
namespace {

using Number = std::optional<double>;

/// Nothing where no epoch has the number, as the accuracy of a regression.
bool any_number(const RecordedRun& run, double EpochRow::*member) {
  return std::any_of(run.epochs.begin(), run.epochs.end(),
                     [&](const EpochRow& row) { return !std::isnan(row.*member); });
}

Number final_number(const RecordedRun& run, double EpochRow::*member) {
  if (!any_number(run, member)) return std::nullopt;
  return run.epochs.back().*member;
}

/// The largest, or with sign -1 the smallest, of all epochs.
Number best_number(const RecordedRun& run, double EpochRow::*member, double sign) {
  Number best;
  for (const auto& row : run.epochs) {
    const double value = row.*member;
    if (!std::isnan(value) && (!best || sign * value > sign * *best)) best = value;
  }
  return best;
}

Number score_of(const Number& loss, const std::optional<RunFacts>& facts) {
  return loss && facts ? loss_score(*loss, *facts) : std::nullopt;
}

void read_scores(RunNumbers& numbers, const std::filesystem::path& directory) {
  const auto facts = read_facts(directory);
  numbers.final_train_score = score_of(numbers.final_train_loss, facts);
  numbers.final_val_score = score_of(numbers.final_val_loss, facts);
}

void read_outcome(RunNumbers& numbers, const RecordedRun& run) {
  numbers.steps = summary_number(run.summary, "steps");
  numbers.seconds = summary_number(run.summary, "seconds");
  numbers.final_train_loss = final_number(run, &EpochRow::train_eval_loss);
  numbers.best_train_loss = best_number(run, &EpochRow::train_eval_loss, -1);
  numbers.final_train_accuracy = final_number(run, &EpochRow::train_eval_accuracy);
  numbers.best_train_accuracy = best_number(run, &EpochRow::train_eval_accuracy, 1);
  numbers.final_val_loss = final_number(run, &EpochRow::val_loss);
  numbers.best_val_loss = best_number(run, &EpochRow::val_loss, -1);
  numbers.final_val_accuracy = final_number(run, &EpochRow::val_accuracy);
  numbers.best_val_accuracy = best_number(run, &EpochRow::val_accuracy, 1);
}

/// The first and the last weight matrix's norm.
struct Ends {
  Number first, last;
};

/// By step where there are steps, else over the whole training set, by epoch.
struct GradientEnds {
  Ends start, end;
};

GradientEnds gradient_ends(const RecordedRun& run, const StepTable& steps) {
  const bool by_step = !steps.rows.empty();
  const auto& names = by_step ? steps.parameters : run.gradients.parameters;
  const auto layers = drawn_layers(names, run.parameters);
  if (layers.empty() || (!by_step && run.gradients.epochs.empty())) return {};
  const auto ends = [&](bool start) {
    const auto norm = [&](std::size_t parameter) -> Number {
      if (!by_step) return run.gradients.at(start ? 0 : run.gradients.epochs.size() - 1, parameter);
      const auto& row = start ? steps.rows.front() : steps.rows.back();
      return parameter < row.norms.size() ? row.norms[parameter] : std::nullopt;
    };
    return Ends{norm(layers.front().parameter), norm(layers.back().parameter)};
  };
  return {ends(true), ends(false)};
}

Number ratio_of(const Ends& ends) {
  if (!ends.first || !ends.last) return std::nullopt;
  return log10_ratio(*ends.first, *ends.last);
}

void read_gradients(RunNumbers& numbers, const RecordedRun& run, const StepTable& steps) {
  const auto [start, end] = gradient_ends(run, steps);
  numbers.first_layer_norm = start.first;
  numbers.last_layer_norm = start.last;
  numbers.log10_gradient_ratio = ratio_of(start);
  numbers.final_first_layer_norm = end.first;
  numbers.final_last_layer_norm = end.last;
  numbers.final_log10_gradient_ratio = ratio_of(end);
}

/// The first step that was not finite; else the end of the epoch in which the run exploded.
Number steps_to_failure(const RecordedRun& run, const StepTable& steps) {
  if (const auto step = summary_number(run.summary, "first_non_finite_step")) return step;
  const auto exploded = summary_number(run.summary, "exploded_epoch");
  if (!exploded) return std::nullopt;
  Number failed = 0;
  for (const auto& row : steps.rows) {
    if (static_cast<double>(row.epoch) <= *exploded) failed = static_cast<double>(row.step) + 1;
  }
  return failed;
}

void read_findings_of(RunResult& result, const std::filesystem::path& directory) {
  const auto findings = by_severity(read_findings(directory));
  const auto count = [&](Severity severity) {
    return static_cast<double>(
        std::count_if(findings.begin(), findings.end(),
                      [&](const Finding& finding) { return finding.severity == severity; }));
  };
  result.numbers.infos = count(Severity::info);
  result.numbers.warnings = count(Severity::warning);
  result.numbers.errors = count(Severity::error);
  if (findings.empty()) return;
  result.worst_severity = to_string(findings.front().severity);
  result.worst_finding = findings.front().rule;
}

}  // namespace

double log10_ratio(double first, double last) {
  return std::log10(first) - std::log10(last);
}

RunResult read_result(const SweepRun& run, const std::filesystem::path& sweep) {
  RunResult result{run.folder, run.values, "", "", {}, "", ""};
  const auto directory = sweep / run.folder;
  const Failure failure = read_failure(directory);
  try {
    if (std::filesystem::exists(directory / "summary.json")) {
      const RecordedRun recorded = read_run(directory);
      const StepTable steps = read_steps(directory);
      result.status = recorded.summary.contains("status") ? recorded.summary.at("status") : "";
      read_outcome(result.numbers, recorded);
      read_scores(result.numbers, directory);
      read_gradients(result.numbers, recorded, steps);
      result.numbers.steps_to_failure = steps_to_failure(recorded, steps);
      read_findings_of(result, directory);
    }
  } catch (const Error& error) {
    result.status = "failed";
    result.reason = error.what();
  }
  if (!failure.status.empty()) {
    result.status = failure.status;
    result.reason = failure.reason;
  }
  return result;
}

}  // namespace plumb
