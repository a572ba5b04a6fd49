#include <CLI/CLI.hpp>
#include <csignal>
#include <memory>

#include "commands/command.hpp"
#include "commands/guard.hpp"
#include "commands/help.hpp"
#include "commands/parse.hpp"
#include "commands/standard_output.hpp"
#include "terminal/text.hpp"

namespace {

constexpr const char* examples = R"(
Examples:
  plumb train sigmoid-mlp                      train a network whose gradient vanishes
  plumb compare deep-linear --vary clip=none,norm:1,tensor:1
                                               see a gradient explode, and clipping cure it
  plumb sweep --vary activation=tanh,relu --vary depth=5,20 --seeds 0..2
                                               every combination, in parallel, with a heat map
  plumb reproduce --quick                      the four reference experiments, with figures
  plumb repair sigmoid-mlp --epochs 2          find a remedy, and prove it beside the broken run
  plumb diagnose runs/deep-linear-1            what was wrong, since when, where, what to do
  plumb watch runs/deep-linear-1               follow a run in another process
  plumb plot runs/deep-linear-1                draw what a run recorded
  plumb report runs/deep-linear-1              the same as one interactive HTML page
)";

void add_commands(CLI::App& app, plumb::Action& action) {
  plumb::add_train_command(app, action);
  plumb::add_compare_command(app, action);
  plumb::add_sweep_command(app, action);
  plumb::add_reproduce_command(app, action);
  plumb::add_repair_command(app, action);
  plumb::add_diagnose_command(app, action);
  plumb::add_explain_command(app, action);
  plumb::add_forecast_command(app, action);
  plumb::add_watch_command(app, action);
  plumb::add_plot_command(app, action);
  plumb::add_report_command(app, action);
  plumb::add_data_command(app, action);
  plumb::add_list_command(app, action);
}

}  // namespace

int main(int argc, char* argv[]) {
  std::signal(SIGXFSZ,
              SIG_IGN);  // a limit on files is then an error of whoever writes, which says so
  CLI::App app(
      "Plumb trains a network, measures the gradient at every depth, and shows why it does not "
      "learn.",
      "plumb");
  app.set_version_flag("--version", "plumb " PLUMB_VERSION);
  app.formatter(std::make_shared<plumb::HelpFormatter>(
      plumb::prose_width(plumb::Console::detect())));  // commands inherit it, hence first
  plumb::Action action;
  add_commands(app, action);
  app.footer(examples);  // and this last: each has examples of its own
  return plumb::finish_output(plumb::guarded([&] {
    if (const auto exit_code = plumb::parse(app, argc, argv)) return *exit_code;
    return action();
  }));
}
