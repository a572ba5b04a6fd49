#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/run_directories.hpp"
#include "config/value_text.hpp"
#include "plot/plot.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace {

constexpr const char* examples = R"(
Examples:
  plumb plot runs/deep-linear-1                          every figure of one run, SVG and PNG
  plumb plot runs/compare-deep-linear-1/* -o figures     several runs in one figure
)";

struct PlotCommandOptions {
  std::vector<std::string> runs;
  std::vector<std::string> formats{"svg", "png"};
  std::string out;
};

int run(const PlotCommandOptions& options) {
  for (const auto& format : options.formats) parse_choice("format", format, figure_formats());
  const auto directories = run_directories(options.runs);
  std::vector<RecordedRun> runs;
  for (const auto& directory : directories) runs.push_back(read_run(directory));

  const std::filesystem::path parent =
      directories.size() == 1 ? directories.front() : directories.front().parent_path();
  const PlotOptions plot{options.formats, options.out.empty() ? parent / "figures"
                                                              : std::filesystem::path(options.out)};
  const auto files = runs.size() == 1 ? plot_run(runs.front(), plot) : plot_comparison(runs, plot);
  for (const auto& file : files) fmt::print("{}\n", file.string());
  return exit_done;
}

}  // namespace

void add_plot_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<PlotCommandOptions>();
  CLI::App* command = app.add_subcommand("plot", "Draw what runs recorded, through gnuplot");
  command->add_option("runs", options->runs, "run folders; several are drawn together")
      ->required()
      ->type_name("RUN");
  command->add_option("--format", options->formats, "svg, png, pdf (default: svg,png)")
      ->delimiter(',')
      ->type_name("F");
  command
      ->add_option("-o,--out", options->out, "folder of the figures (default: figures/ in the run)")
      ->type_name("DIR");
  command->footer(examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
