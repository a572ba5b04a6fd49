#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "commands/command.hpp"
#include "commands/comparison.hpp"
#include "commands/output_options.hpp"
#include "commands/run_options.hpp"
#include "config/keys.hpp"
#include "config/presets.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr const char* reproduce_examples = R"(
Examples:
  plumb reproduce                                 all four, as long as the article ran them
  plumb reproduce --quick                         each until its effect shows: minutes for all four
  plumb reproduce --only deep-linear,deep-linear-clipped
)";

struct ReproduceOptions {
  std::vector<std::string> only;
  std::vector<std::string> settings;
  OutputOptions output;
  bool quick = false;
};

/// Long enough for each effect, and no longer: the plateau shows at once, the explosion comes in
/// epoch 4 or 5.
void shorten(RunConfig& config) {
  if (config.preset == "sigmoid-mlp") config.training.epochs = 3;
  if (config.preset == "deep-linear" || config.preset == "deep-linear-clipped")
    config.training.epochs = 6;
  if (config.preset == "resnet-cnn") {
    config.training.epochs = 1;
    config.data.limit = 20'000;
    config.running.epoch_gradient = "off";
  }
}

std::vector<PlannedRun> plan(const ReproduceOptions& options) {
  for (const auto& name : options.only) find_preset(name);
  std::vector<PlannedRun> runs;
  for (const auto& preset : presets()) {
    const auto& only = options.only;
    if (!only.empty() && std::find(only.begin(), only.end(), preset.name) == only.end()) continue;
    PlannedRun run{preset.name, preset.name, preset.config};
    if (options.quick) shorten(run.config);
    for (const auto& setting : options.settings) {
      const auto equals = setting.find('=');
      if (equals == std::string::npos) throw Error("--set " + setting + " is not KEY=VALUE");
      set_key(run.config, setting.substr(0, equals), setting.substr(equals + 1));
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

int run(const ReproduceOptions& options) {
  const auto runs = plan(options);
  const auto folder =
      choose_directory(options.output.out, options.quick ? "reproduce-quick" : "reproduce");
  return compare_runs(runs, folder.path(), options.output.output());
}

}  // namespace

void add_reproduce_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReproduceOptions>();
  CLI::App* command =
      app.add_subcommand("reproduce", "Run the four reference experiments and draw their figures");
  command->add_option("--only", options->only, "some of the presets")
      ->delimiter(',')
      ->type_name("PRESET,…");
  command
      ->add_option("--set", options->settings,
                   "a setting for all of them, such as seed=1 or data=digits")
      ->type_name("KEY=VALUE");
  command->add_flag(
      "--quick", options->quick,
      "each experiment only until its effect shows: a few minutes for all four together");
  options->output.add_to(*command, "folder of the runs (default: runs/reproduce-N)", "table");
  command->footer(reproduce_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
