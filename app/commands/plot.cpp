#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/run_directories.hpp"
#include "commands/standard_output.hpp"
#include "config/value_text.hpp"
#include "plot/catalog.hpp"
#include "plot/grid.hpp"
#include "plot/plot.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "sweep/sweep_map.hpp"

namespace plumb {
namespace {

constexpr const char* plot_examples = R"(
Examples:
  plumb plot runs/deep-linear-1                          every figure of one run, SVG and PNG
  plumb plot runs/deep-linear-1 --only depth-profile,steps --format pdf
                                                         two of them, for a paper (plumb list figures)
  plumb plot runs/deep-linear-1 --width column --format pdf -o figures
                                                         one column wide, text of 7 points and more
  plumb plot runs/compare-deep-linear-1 -o figures       several runs in one figure
  plumb plot runs/sweep-mlp-1 --x activation --y init --measure log10-gradient-ratio
                                                         a sweep's heat map, a panel per depth
)";

struct PlotCommandOptions {
  std::vector<std::string> runs;
  std::vector<std::string> formats{"svg", "png"};
  std::vector<std::string> only;
  std::string out;
  std::string width;
  SweepMap map;

  bool wants_map() const {
    return !map.x.empty() || !map.y.empty() || !map.panels.empty() || !map.measure.empty();
  }
};

FigureWidth figure_width(const std::string& text) {
  if (text.empty()) return FigureWidth::standard;
  parse_choice("width", text, {"column", "page"});
  return text == "column" ? FigureWidth::column : FigureWidth::page;
}

int plot_sweep(const PlotCommandOptions& options, FigureWidth width) {
  const std::filesystem::path directory = options.runs.front();
  const SweepResults results = read_results(directory);
  PlotOptions plot{options.formats, options.out.empty() ? directory / "figures"
                                                        : std::filesystem::path(options.out)};
  plot.width = width;
  const auto files = plot_grid(sweep_grid(results, complete_map(options.map, results)), plot);
  if (files.empty()) throw Error("no run of " + directory.string() + " has a number to draw there");
  for (const auto& file : files) print_out("{}\n", file.string());
  return exit_done;
}

void check_only(const std::vector<std::string>& only, bool compares) {
  try {
    check_figure_names(only, compares);
  } catch (const Error& error) {
    throw Error(std::string("--only: ") + error.what());
  }
}

/// What a run has no data for is left out silently, unless that leaves nothing.
void check_drawn(const PlotCommandOptions& options, std::size_t files) {
  if (files > 0) return;
  if (options.only.empty())
    throw Error(fmt::format("{} recorded no step and no epoch: there is nothing to draw",
                            join(options.runs)));
  throw Error(
      fmt::format("{} recorded nothing that {} shows", join(options.runs), join(options.only)));
}

/// Where the figures go: into the one run, into the folder named, or beside what was named first.
std::filesystem::path folder_of_figures(const std::vector<std::filesystem::path>& runs,
                                        const std::vector<std::string>& named) {
  if (runs.size() == 1) return runs.front();
  return named.size() == 1 ? std::filesystem::path(named.front()) : runs.front().parent_path();
}

int run(const PlotCommandOptions& options) {
  for (const auto& format : options.formats) parse_choice("format", format, figure_formats());
  const FigureWidth width = figure_width(options.width);
  if (options.runs.size() == 1 && holds_sweep(options.runs.front())) {
    if (!options.only.empty())
      throw Error("--only chooses figures of runs; a sweep has one, its map");
    return plot_sweep(options, width);
  }
  if (options.wants_map())
    throw Error("--x, --y, --measure and --panels draw one folder of plumb sweep");
  const ShownRuns shown = runs_to_show(options.runs);
  const auto& directories = shown.runs;
  check_only(options.only, directories.size() > 1);
  std::vector<RecordedRun> runs;
  for (const auto& directory : directories) runs.push_back(read_run(directory));

  const auto parent = folder_of_figures(directories, options.runs);
  const PlotOptions plot{
      options.formats,
      options.out.empty() ? parent / "figures" : std::filesystem::path(options.out),
      "gnuplot",
      options.only,
      width,
      [](const std::string& reason) {
        print_err("The figure of the worst finding is left out: {}\n", reason);
      }};
  const auto files = runs.size() == 1 ? plot_run(runs.front(), plot) : plot_comparison(runs, plot);
  check_drawn(options, files.size());
  tell_left_out(shown);
  for (const auto& file : files) print_out("{}\n", file.string());
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
      ->type_name("F,…");
  command
      ->add_option("--only", options->only,
                   "some of the figures (plumb list figures; default: all that the run recorded)")
      ->delimiter(',')
      ->type_name("NAME,…");
  command
      ->add_option("-o,--out", options->out, "folder of the figures (default: figures/ in the run)")
      ->type_name("DIR");
  command
      ->add_option("--width", options->width,
                   "as wide as a paper's column (86 mm) or page (178 mm), bitmaps at 300 dpi")
      ->type_name("column|page");
  command->add_option("--x", options->map.x, "of a sweep: the setting from left to right")
      ->type_name("KEY");
  command->add_option("--y", options->map.y, "the setting from top to bottom")->type_name("KEY");
  command->add_option("--panels", options->map.panels, "the setting that has a panel a value")
      ->type_name("KEY");
  command
      ->add_option("--measure", options->map.measure,
                   "a number of its runs (default: final-accuracy): " + measure_names())
      ->type_name("NAME");
  command->footer(plot_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
