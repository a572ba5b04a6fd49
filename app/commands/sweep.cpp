#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/output_options.hpp"
#include "commands/run_options.hpp"
#include "commands/standard_output.hpp"
#include "commands/sweep_report.hpp"
#include "config/data_path.hpp"
#include "config/value_text.hpp"
#include "config/variation.hpp"
#include "plot/grid.hpp"
#include "plot/plot.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "sweep/sweep_file.hpp"
#include "sweep/sweep_map.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

constexpr const char* sweep_examples = R"(
Examples:
  plumb sweep --data circles --depth 8 --vary activation=sigmoid,relu --vary init=glorot-uniform,he-normal
  plumb sweep sigmoid-mlp --vary depth=2,5,11 --seeds 0..4 --steps 500 --jobs 4
  plumb sweep --vary activation=tanh,relu --vary depth=5,20 --heat-map activation,depth:steps-to-failure
  plumb sweep --sweep cases.toml                  what is too long for a command line: docs/sweep.md
  plumb sweep --resume runs/sweep-mlp-1           go on with what is not finished
  plumb sweep --resume runs/sweep-mlp-1 --seeds 0..9   with further seeds

The same command again runs only what is not finished. A run that fails is recorded and ends nothing.
)";

struct SweepOptions {
  RunOptions run;
  std::vector<std::string> variations;
  std::string seeds;
  std::string jobs;
  std::string file;
  std::string resume;
  std::vector<std::string> maps;
  OutputOptions output;
};

struct Plan {
  SweepSpec spec;
  OutputFolder folder;
};

std::vector<std::uint64_t> given_seeds(const SweepOptions& options) {
  return options.seeds.empty() ? std::vector<std::uint64_t>() : parse_seeds(options.seeds);
}

Plan resumed_plan(const SweepOptions& options) {
  if (options.run.any() || !options.file.empty() || !options.output.out.empty()) {
    throw Error(
        "--resume takes its settings from the sweep's folder; only --vary, --seeds and --jobs can "
        "be added");
  }
  const fs::path directory = options.resume;
  if (!fs::exists(directory / "sweep.toml"))
    throw Error(options.resume + " holds no sweep: it has no sweep.toml");
  Plan plan{read_sweep_file(directory / "sweep.toml"), OutputFolder(directory)};
  extend_spec(plan.spec, options.variations, given_seeds(options));
  return plan;
}

SweepSpec new_spec(const SweepOptions& options) {
  SweepSpec spec;
  if (!options.file.empty()) {
    if (options.run.has_start())
      throw Error("--sweep FILE has settings of its own; leave PRESET and --config away");
    spec = read_sweep_file(options.file);
  }
  spec.base = options.run.resolve(spec.base);
  make_data_paths_absolute(spec.base.data);  // the sweep may be gone on with from another folder
  for (const auto& variation : parse_variations(options.variations)) {
    if (variation.key == seed_axis && !options.seeds.empty())
      throw Error("--vary seed=… and --seeds both name the seeds: give one of them");
    set_axis(spec, make_axis(variation.key, variation.values));
  }
  if (!options.seeds.empty()) spec.seeds = parse_seeds(options.seeds);
  if (spec.seeds.empty()) spec.seeds = {spec.base.running.seed};
  check_spec(spec);
  return spec;
}

/// The newest of runs/NAME-N that this very sweep wrote; else the next free one.
OutputFolder default_directory(const SweepSpec& spec, const std::string& name) {
  check_folder_name(name);
  const fs::path next = next_free_directory("runs", name);
  fs::path found;
  for (int n = 1;; ++n) {
    const fs::path candidate = fs::path("runs") / fmt::format("{}-{}", name, n);
    if (candidate == next) break;
    if (!fs::exists(candidate / "sweep.toml")) continue;
    const SweepSpec recorded = read_sweep_file(candidate / "sweep.toml");
    if (difference(recorded, spec).empty() && difference(spec, recorded).empty()) found = candidate;
  }
  return found.empty() ? OutputFolder::next("runs", name) : OutputFolder(found);
}

OutputFolder choose_folder(const SweepSpec& spec, const std::string& out) {
  if (out.empty()) return default_directory(spec, "sweep-" + spec.base.name);
  if (holds_run(out)) throw Error(out + " already holds a run; name another folder with --out");
  if (fs::exists(fs::path(out) / "sweep.toml")) {
    const auto text = difference(read_sweep_file(fs::path(out) / "sweep.toml"), spec);
    if (!text.empty()) {
      throw Error(
          fmt::format("{} holds another sweep: {}; name another folder with --out", out, text));
    }
  }
  return OutputFolder(out);
}

Plan new_plan(const SweepOptions& options) {
  SweepSpec spec = new_spec(options);
  OutputFolder folder = choose_folder(spec, options.output.out);
  return {std::move(spec), std::move(folder)};
}

Plan make_plan(const SweepOptions& options) {
  Plan plan = options.resume.empty() ? new_plan(options) : resumed_plan(options);
  if (!options.jobs.empty()) plan.spec.jobs = parse_integer("jobs", options.jobs, 1, 1'000'000);
  return plan;
}

std::vector<SweepMap> requested_maps(const SweepOptions& options, const SweepResults& results) {
  std::vector<SweepMap> maps;
  for (const auto& text : options.maps) maps.push_back(complete_map(parse_map(text), results));
  return maps;
}

/// Figures are no reason to fail: the runs are done.
void draw(const SweepOutcome& outcome, const std::vector<SweepMap>& requested, Output output) {
  const auto maps = requested.empty() ? default_maps(outcome.results) : requested;
  try {
    std::vector<fs::path> files;
    for (const auto& map : maps) {
      const PlotOptions options{{"svg", "png"}, outcome.directory / "figures"};
      const auto drawn = plot_grid(sweep_grid(outcome.results, map), options);
      files.insert(files.end(), drawn.begin(), drawn.end());
    }
    if (output != Output::full) return;
    for (const auto& file : files) {
      if (file.extension() == ".png") print_out("Heat map: {}\n", file.string());
    }
  } catch (const Error& error) {
    if (output != Output::json) print_err("No figures: {}\n", error.what());
  }
}

int exit_code(const SweepOutcome& outcome) {
  if (outcome.interrupted) return exit_interrupted;
  return outcome.all_failed() ? exit_failed : exit_done;
}

int run(const SweepOptions& options) {
  protect_training();
  const Plan plan = make_plan(options);
  const Output output = options.output.output();
  const auto maps = requested_maps(options, empty_results(plan.spec));
  const Console console = Console::detect();
  SweepProgress progress(console, output);
  const SweepOutcome outcome = run_sweep(plan.spec, plan.folder.path(), progress);
  print_out("{}", output == Output::json ? sweep_json(outcome)
                                         : for_console(sweep_text(outcome, console), console));
  draw(outcome, maps, output);
  return exit_code(outcome);
}

}  // namespace

void add_sweep_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<SweepOptions>();
  CLI::App* command =
      app.add_subcommand("sweep", "Train every combination of settings, several at a time");
  options->run.add_to(*command);
  add_vary_option(*command, options->variations);
  command
      ->add_option("--seeds", options->seeds,
                   "seeds of every combination: 0..9 (both included) or 1,3,7")
      ->type_name("SEEDS");
  command
      ->add_option(
          "--jobs", options->jobs,
          "runs at a time, of --threads each (default: as many as there are cores, on a GPU "
          "one; never more threads than cores)")
      ->type_name("N");
  command->add_option("--sweep", options->file, "a sweep file; flags override it")
      ->type_name("FILE");
  command->add_option("--resume", options->resume, "go on with a sweep, or add to it")
      ->type_name("DIR");
  command
      ->add_option("--heat-map", options->maps,
                   "draw a measure by two settings (default: accuracy and gradient ratio by the "
                   "first two); measures: " +
                       measure_names())
      ->type_name("X,Y[:MEASURE]")
      ->allow_extra_args(false)
      ->take_all();
  options->output.add_to(*command, "folder of the sweep (default: runs/sweep-NAME-N)", "tables");
  command->footer(sweep_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
