#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/run_directories.hpp"
#include "commands/standard_output.hpp"
#include "commands/watched_run.hpp"

namespace plumb {
namespace {

constexpr const char* watch_examples = R"(
Examples:
  plumb watch runs/deep-linear-1                  follow a run until it ends
  plumb watch runs/deep-linear-1 --once           how it stands now, every layer
)";

constexpr auto poll_interval = std::chrono::milliseconds(200);

struct WatchOptions {
  std::string run;
  bool once = false;
};

/// Of several, as a comparison has them, the one that was written to last.
std::filesystem::path newest_of(const std::vector<std::filesystem::path>& runs) {
  const auto written = [](const std::filesystem::path& run) {
    auto newest = std::filesystem::file_time_type::min();
    for (const auto& entry : std::filesystem::directory_iterator(run)) {
      std::error_code gone;
      const auto time = entry.last_write_time(gone);
      if (!gone) newest = std::max(newest, time);
    }
    return newest;
  };
  return *std::max_element(runs.begin(), runs.end(),
                           [&](const auto& a, const auto& b) { return written(a) < written(b); });
}

int show_once(WatchedRun& run, RunDisplay& display) {
  run.report_to(display);
  display.say("\n" + display.picture(run.note()));
  return exit_done;
}

int follow(WatchedRun& run, RunDisplay& display) {
  for (;;) {
    run.report_to(display);
    if (run.ended()) break;
    if (interrupt_flag().load() || output_error() != 0) return exit_interrupted;
    if (display.is_due()) display.draw(run.note());
    std::this_thread::sleep_for(poll_interval);
  }
  display.close();
  display.say("\n" + display.picture(run.note()));
  return exit_done;
}

int run(const WatchOptions& options) {
  WatchedRun run(newest_of(run_directories({options.run})));
  RunDisplay display(Console::detect());
  if (!options.once) catch_interrupts();
  display.start(run.start());
  return options.once ? show_once(run, display) : follow(run, display);
}

}  // namespace

void add_watch_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<WatchOptions>();
  CLI::App* command = app.add_subcommand("watch", "Follow a run that another process trains");
  command
      ->add_option("RUN", options->run,
                   "its folder, or one that holds several runs, at any depth: the newest")
      ->required()
      ->type_name("RUN");
  command->add_flag("--once", options->once, "show how it stands and return");
  command->footer(watch_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
