#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/forecast_text.hpp"
#include "commands/run_options.hpp"
#include "commands/standard_output.hpp"
#include "terminal/text.hpp"
#include "training/dataset_request.hpp"
#include "training/device.hpp"
#include "training/forecast_run.hpp"
#include "training/thread_choice.hpp"

namespace plumb {
namespace {

constexpr const char* forecast_examples = R"(
Examples:
  plumb forecast sigmoid-mlp                      will its first layers learn?
  plumb forecast --model mlp --depth 50 --activation tanh --init orthogonal
  plumb forecast resnet-cnn --json
)";

struct ForecastCommand {
  RunOptions run;
  bool json = false;
};

int run(const ForecastCommand& options) {
  RunConfig config = options.run.resolve();
  prepare_process(config.running.threads);
  Dataset dataset = load_dataset(dataset_request(config));
  if (!dataset.notice.empty()) print_err("{}\n", dataset.notice);
  settle_threads(config, dataset);
  const ForecastReport report = forecast_run(config, std::move(dataset));
  if (options.json) {
    print_out("{}\n", to_json(report));
  } else {
    const Console console = Console::detect();
    print_out("{}\n{}", forecast_table(report),
              for_console(prose(forecast_sentences(report), console), console));
  }
  return exit_done;
}

}  // namespace

void add_forecast_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<ForecastCommand>();
  CLI::App* command =
      app.add_subcommand("forecast", "Say before training how large each layer's gradient will be");
  options->run.add_to(*command);
  command->add_flag("--json", options->json, "print one JSON document");
  command->footer(forecast_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
