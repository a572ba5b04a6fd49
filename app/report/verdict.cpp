#include "report/verdict.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/guessing.hpp"
#include "report/number_format.hpp"
#include "report/recovery.hpp"

namespace plumb {
namespace {

std::string in_words(std::string rule) {
  std::replace(rule.begin(), rule.end(), '-', ' ');
  return rule;
}

std::string since(const Finding& finding) {
  std::string text = in_words(finding.rule);
  if (!finding.layer.empty()) text += " at " + finding.layer;
  if (finding.first_step == finding.last_step)
    return text + ", step " + count_text(std::to_string(finding.first_step));
  return text + fmt::format(", steps {} to {}", count_text(std::to_string(finding.first_step)),
                            count_text(std::to_string(finding.last_step)));
}

/// What the worst finding is told after.
std::string lead(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "The network does not learn, or the run is lost";
    case Severity::warning:
      return "Learning is impaired";
    case Severity::info:
      return "No problem found. Noted";
  }
  return {};
}

std::string ending(std::optional<RunStatus> status) {
  if (!status) return "Left no summary";
  if (*status == RunStatus::running) return "Still running, or killed";
  std::string text(to_string(*status));
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

/// Beside the validation accuracy; empty where the summary does not have what it is to go by.
std::string remark_on_accuracy(const RecordedRun& run) {
  const auto number = [&](const char* key) { return finite_number(run.summary_value(key)); };
  const auto accuracy = number("final_val_accuracy");
  const auto share = number("validation_majority_share");
  const auto samples = number("validation_samples");
  if (!accuracy || !share || !samples) return {};
  return guessing_remark(*accuracy, *share, static_cast<std::int64_t>(*samples));
}

std::string outcome_of(const RunContent& content) {
  auto steps = content.run.summary_value("steps");
  const bool running = content.run.status().value_or(RunStatus::running) == RunStatus::running;
  if (running && !content.steps.rows.empty())
    steps = std::to_string(content.steps.rows.back().step + 1);  // the summary lags by an epoch
  std::string text = ending_text(content.run.status(), steps);
  // Not of a run without end: its summary has the seconds of the last epoch.
  const auto seconds = running ? std::string() : content.run.summary_value("seconds");
  if (!seconds.empty()) text += " in " + duration_text_of(seconds);
  const auto accuracy = content.run.summary_value("final_val_accuracy");
  if (!accuracy.empty()) {
    text += fmt::format("; validation accuracy {} (best {}{})", percent_text(accuracy),
                        percent_text(content.run.summary_value("best_val_accuracy")),
                        remark_on_accuracy(content.run));
  }
  const auto loss = content.run.summary_value("final_val_loss");
  if (!loss.empty()) text += "; validation loss " + rounded_text(loss);
  return text + '.';
}

std::string loss_text(double loss) {
  return std::isfinite(loss) ? rounded_text(fmt::format("{}", loss)) : "not finite";
}

/// Of a run whose errors have all passed.
std::string passed_text(const Finding& error, const Recovery& recovery) {
  return fmt::format(
      "An error has passed, and the network learns since: {}; loss {} while it lasted, {} at the "
      "end.",
      since(error), loss_text(recovery.loss_then), loss_text(recovery.loss_now));
}

/// The worst finding that stands, and before it what was wrong before the first step; an error that
/// has passed is a warning.
void tell_findings(RunVerdict& verdict, const RunContent& content) {
  const auto& findings = content.findings;
  const auto stands = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == Severity::error && !recovery_from(finding, content);
  });
  const Finding worst_finding = stands == findings.end() ? by_severity(findings).front() : *stands;
  if (stands == findings.end() && worst_finding.severity == Severity::error) {
    verdict.severity = to_string(Severity::warning);
    verdict.headline = passed_text(worst_finding, *recovery_from(worst_finding, content));
    return;
  }
  verdict.severity = to_string(worst_finding.severity);
  const Finding& cause = findings.front();
  const bool has_another = cause.severity != Severity::info && precedes_the_run(cause) &&
                           cause.rule != worst_finding.rule;
  verdict.headline = lead(worst_finding.severity) + ": " +
                     (has_another ? since(cause) + ", then " : "") + since(worst_finding) + '.';
}

}  // namespace

std::string ending_text(std::optional<RunStatus> status, const std::string& steps) {
  if (steps.empty()) return ending(status);
  return fmt::format("{} after {} {}", ending(status), count_text(steps),
                     steps == "1" ? "step" : "steps");
}

RunVerdict verdict_of(const RunContent& content) {
  RunVerdict verdict{"none", "No problem found.", outcome_of(content)};
  if (!content.judged) {
    verdict.severity = "unknown";
    verdict.headline = content.steps.rows.empty() ? "No step was recorded: nothing to judge."
                                                  : "The steps could not be judged.";
  } else if (!content.findings.empty()) {
    tell_findings(verdict, content);
  }
  return verdict;
}

}  // namespace plumb
