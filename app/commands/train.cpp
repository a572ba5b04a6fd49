#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/findings_text.hpp"
#include "commands/interrupt.hpp"
#include "commands/run_options.hpp"
#include "commands/standard_output.hpp"
#include "commands/training_run.hpp"
#include "config/idle_settings.hpp"
#include "config/toml.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/shell_word.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr const char* train_examples = R"(
Examples:
  plumb train sigmoid-mlp                         a reference experiment, on the first data set found
  plumb train deep-linear --clip norm:1           the same with another setting
  plumb train --model mlp --depth 6 --activation tanh --data circles
  plumb train --config runs/deep-linear-1/config.toml --seed 7
  plumb train --resume runs/resnet-cnn-1 --epochs 20
)";

struct TrainOptions {
  RunOptions run;
  OutputOptions output;
  std::string resume;
  std::string fail_on;
};

/// A resumed run keeps its configuration; only its length can be changed.
RunConfig resumed_config(const TrainOptions& options, const CLI::App& command) {
  for (const auto& name : options.run.given()) {
    if (name == "--epochs" || name == "--steps") continue;
    throw Error(fmt::format(
        "--resume goes on with the run's own settings, of which only --epochs and --steps can be "
        "changed; leave {} away",
        name));
  }
  RunConfig config;
  const auto file = std::filesystem::path(options.resume) / "config.toml";
  apply_toml(config, file);
  if (config.name.empty())
    throw Error(
        fmt::format("{} does not have the settings of the run, without which --resume "
                    "cannot go on: put it back, or train anew",
                    file.string()));
  const auto given = [&](const char* name) { return command.get_option(name)->count() > 0; };
  if (given("--epochs")) config.training.epochs = options.run.resolve().training.epochs;
  if (given("--steps")) config.training.steps = options.run.resolve().training.steps;
  return config;
}

int exit_code(const RunSummary& summary, const std::string& fail_on) {
  if (summary.status == RunStatus::interrupted) return exit_interrupted;
  return reaches(summary.findings, fail_on) ? exit_findings : exit_done;
}

int run(const TrainOptions& options, const CLI::App& command) {
  check_fail_on(options.fail_on);
  protect_training();
  const Console console = Console::detect();
  const Output output = options.output.output();
  const bool resume = !options.resume.empty();
  if (resume && !options.output.out.empty())
    throw Error("--resume continues a run in its own folder; leave --out away");
  const RunConfig config = resume ? resumed_config(options, command) : options.run.resolve();
  const auto folder =
      resume ? OutputFolder(options.resume) : choose_directory(options.output.out, config.name);

  warn_without_gnuplot(config);
  if (output == Output::full) {
    for (const auto& sentence : idle_settings(config, options.run.given()))
      print_err("{}.\n", sentence);
  }
  const RunSummary summary = run_training(config, folder.path(), resume, console, output);
  if (output == Output::json) {
    print_out("{}", to_json(summary));
  } else {
    print_out("{}\n", paragraph(outcome_text(summary), console));
    const RunFindings found = judge(summary.directory, [&] { return summary.findings; });
    if (!summary.findings.empty()) {
      print_out("\n{}\n", findings_text({found}, console));
    } else if (output == Output::quiet) {
      print_out("{}", findings_text({found}, console));  // nobody has named the folder yet
    }
    if (output == Output::full)
      print_out("{}\n", dim(console, "Draw it: plumb plot " + shell_word(summary.directory)));
  }
  return exit_code(summary, options.fail_on);
}

}  // namespace

void add_train_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App* command = app.add_subcommand("train", "Train one network and record its gradients");
  options->run.add_to(*command);
  options->output.add_to(*command, "folder of the run (default: runs/NAME-N)", "outcome");
  command
      ->add_option("--resume", options->resume,
                   "go on with a run; only --epochs and --steps may be changed")
      ->type_name("DIR");
  command->add_option("--fail-on", options->fail_on, "exit code 3 for findings of this severity")
      ->type_name("info|warning|error");
  command->footer(train_examples);
  command->callback([options, command, &action] {
    action = [options, command] { return run(*options, *command); };
  });
}

}  // namespace plumb
