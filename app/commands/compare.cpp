#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/comparison.hpp"
#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/run_options.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

constexpr const char* examples = R"(
Examples:
  plumb compare deep-linear --vary clip=none,norm:1,tensor:1
  plumb compare --data circles --depth 8 --vary activation=sigmoid,relu --vary init=glorot-uniform,he-normal
)";

struct CompareOptions {
  RunOptions run;
  std::vector<std::string> variations;
  std::string out;
  bool quiet = false;
  bool json = false;
};

int run(const CompareOptions& options) {
  const Console console = Console::detect();
  const Output output = options.json ? Output::json : options.quiet ? Output::quiet : Output::full;
  const RunConfig base = options.run.resolve();
  const auto plan = plan_runs(base, options.variations);
  const auto directory = choose_directory(options.out, "compare-" + base.name);

  const auto summaries = train_all(plan, directory, console, output);
  write_file_atomically(directory / "comparison.json", comparison_json(summaries));
  if (output == Output::json) {
    fmt::print("{}", comparison_json(summaries));
  } else {
    fmt::print("{}", comparison_table(summaries));
  }
  draw_comparison(summaries, directory, output);
  return interrupt_flag() ? exit_interrupted : exit_done;
}

}  // namespace

void add_compare_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command =
      app.add_subcommand("compare", "Train runs that differ in one setting, on the same batches");
  options->run.add_to(*command);
  command
      ->add_option("--vary", options->variations,
                   "a setting and its values; several give every combination")
      ->type_name("KEY=A,B,…")
      ->required()
      ->allow_extra_args(false)
      ->take_all();
  command
      ->add_option("--out", options->out, "folder of the comparison (default: runs/compare-NAME-N)")
      ->type_name("DIR");
  command->add_flag("--quiet", options->quiet, "print only the table");
  command->add_flag("--json", options->json, "print the table as one JSON document, nothing else");
  command->footer(examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
