#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/findings_formats.hpp"
#include "commands/findings_text.hpp"
#include "commands/run_directories.hpp"
#include "commands/standard_output.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/error.hpp"
#include "training/judge_again.hpp"

namespace plumb {
namespace {

constexpr const char* diagnose_examples = R"(
Examples:
  plumb diagnose runs/sigmoid-mlp-1                       what is wrong, since when, and what to do
  plumb diagnose runs/nightly --fail-on warning           for CI: exit code 3 if anything is
  plumb diagnose runs/new --baseline runs/old --format github
                                                          only what is new, as annotations
`plumb explain RULE` says how a rule decides.
)";

struct DiagnoseOptions {
  std::vector<std::string> runs;
  std::string format = "text";
  std::string fail_on;
  std::string baseline;
  bool again = false;
};

/// With what rules of a loop's own found, which are not there to judge it again.
std::vector<Finding> judged_again(const std::filesystem::path& run) {
  auto [findings, note] = judge_again(run);
  if (!note.empty()) print_err("{}: {}\n", run.string(), note);
  for (auto& finding : findings_of_own_rules(run)) {
    print_err("{}: {} is a rule of the loop's own; its finding is kept as it was recorded\n",
              run.string(), finding.rule);
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// By what the run itself found while it trained, every step seen; else by what its records show.
RunFindings judged(const std::filesystem::path& run, bool again) {
  return judge(run, [&] {
    return again || !std::filesystem::exists(run / "findings.json") ? judged_again(run)
                                                                    : read_findings(run);
  });
}

/// The document has findings only.
void tell_unfinished(const std::vector<RunFindings>& runs) {
  for (const auto& run : runs) {
    const std::string& end = run.unfinished.empty() ? run.ended_early : run.unfinished;
    if (!end.empty()) print_err("{}: {}\n", run.run, end);
  }
}

std::string text_of(const std::vector<RunFindings>& runs, const DiagnoseOptions& options) {
  const Severity fail_on =
      options.fail_on.empty() ? Severity::warning : parse_severity(options.fail_on);
  if (options.format == "json") return findings_json(runs);
  if (options.format == "junit") return findings_junit(runs, fail_on);
  if (options.format == "github") return findings_github(runs);
  return findings_text(runs, Console::detect());
}

int run(const DiagnoseOptions& options) {
  parse_choice("format", options.format, {"text", "json", "junit", "github"});
  check_fail_on(options.fail_on);
  std::vector<Finding> baseline;
  if (!options.baseline.empty()) {
    for (const auto& directory : run_directories({options.baseline})) {
      const auto found = judged(directory, options.again).findings;
      baseline.insert(baseline.end(), found.begin(), found.end());
    }
  }
  std::vector<RunFindings> runs;
  bool fails = false;
  for (const auto& directory : run_directories(options.runs)) {
    RunFindings run = judged(directory, options.again);
    const std::size_t all = run.findings.size();
    run.findings = new_findings(run.findings, baseline);
    run.known = all - run.findings.size();
    fails |= reaches(run, options.fail_on);
    runs.push_back(std::move(run));
  }
  print_out("{}", text_of(runs, options));
  if (options.format == "json") tell_unfinished(runs);
  return fails ? exit_findings : exit_done;
}

}  // namespace

void add_diagnose_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<DiagnoseOptions>();
  CLI::App* command =
      app.add_subcommand("diagnose", "Say what is wrong with recorded runs, and what to do");
  command->add_option("runs", options->runs, "run folders, or folders of runs")
      ->required()
      ->type_name("RUN");
  command->add_option("--format", options->format, "text, json, junit, github (default: text)")
      ->type_name("F");
  command
      ->add_option(
          "--fail-on", options->fail_on,
          "exit code 3 for findings of this severity, and for a run that failed, has not "
          "ended or recorded no step; one that was stopped or interrupted goes by its findings")
      ->type_name("info|warning|error");
  command->add_option("--baseline", options->baseline, "leave out what this run shows too")
      ->type_name("RUN");
  command->add_flag(
      "--again", options->again,
      "judge the recorded steps anew, by the run's own thresholds, instead of reading "
      "findings.json");
  command->footer(diagnose_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
