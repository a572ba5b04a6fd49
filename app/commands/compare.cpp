#include <CLI/CLI.hpp>
#include <memory>

#include "commands/command.hpp"
#include "commands/comparison.hpp"
#include "commands/output_options.hpp"
#include "commands/run_options.hpp"

namespace plumb {
namespace {

constexpr const char* compare_examples = R"(
Every combination is checked before the first of them trains; one that is impossible is named.

Examples:
  plumb compare deep-linear --vary clip=none,norm:1,tensor:1
  plumb compare --data circles --depth 8 --vary activation=sigmoid,relu --vary init=glorot-uniform,he-normal
)";

struct CompareOptions {
  RunOptions run;
  std::vector<std::string> variations;
  OutputOptions output;
};

int run(const CompareOptions& options) {
  const RunConfig base = options.run.resolve();
  const auto plan = plan_runs(base, options.variations);
  const auto folder = choose_directory(options.output.out, "compare-" + base.name);
  return compare_runs(plan, folder.path(), options.output.output());
}

}  // namespace

void add_compare_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command =
      app.add_subcommand("compare", "Train runs that differ in one setting, on the same batches");
  options->run.add_to(*command);
  add_vary_option(*command, options->variations).required();
  options->output.add_to(*command, "folder of the comparison (default: runs/compare-NAME-N)",
                         "table");
  command->footer(compare_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
