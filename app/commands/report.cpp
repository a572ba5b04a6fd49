#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/run_directories.hpp"
#include "commands/standard_output.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "repair/repair_folder.hpp"
#include "report/sweep_page.hpp"
#include "sweep/results_file.hpp"

namespace plumb {
namespace {

constexpr const char* report_examples = R"(
Examples:
  plumb report runs/sigmoid-mlp-1                     runs/sigmoid-mlp-1/report.html
  plumb report runs/compare-deep-linear-1             its runs in one page, side by side
  plumb report runs/repair-sigmoid-mlp-1              the trials of a repair, and the runs of its proof
  plumb report runs/broken runs/mended -o proof.html  the same of any runs
  plumb report runs/sweep-mlp-1                       a sweep: best settings, heat maps, a table of its runs
  plumb report runs/sweep-mlp-1 --each                and a page in each run, that the table leads to
The page needs nothing but itself: it works offline, and as an attachment.
)";

struct ReportOptions {
  std::vector<std::string> runs;
  std::string out;
  bool each = false;

  /// One folder of plumb sweep.
  bool is_sweep() const { return runs.size() == 1 && holds_sweep(runs.front()); }
};

/// What stands for standard output.
constexpr const char* standard_output = "-";

/// Beside what was named: in the run, or in the folder of the comparison. Runs from several places
/// have no such folder in common: then where the command was called.
std::filesystem::path output_file(const ReportOptions& options) {
  if (options.out.empty()) {
    const std::filesystem::path folder = options.runs.size() == 1 ? options.runs.front() : "";
    return folder / "report.html";
  }
  const std::filesystem::path file = options.out;
  if (std::filesystem::is_directory(file) || !file.has_filename()) {
    throw Error(fmt::format("--out {} is a folder; name a file in it, such as {}", options.out,
                            (file / "report.html").string()));
  }
  return file;
}

/// report.html in each run, with a link back to the sweep's page. A run that has none, for its
/// files are damaged, keeps no other from it.
void write_each(const std::filesystem::path& sweep, const std::filesystem::path& page) {
  const auto runs = runs_in(sweep);
  std::size_t written = 0;
  for (const auto& run : runs) {
    try {
      write_file_atomically(run / "report.html", report_page({run}, relative_file_url(run, page)));
      ++written;
    } catch (const Error& error) {
      print_err("No report of {}: {}\n", run.string(), error.what());
    }
  }
  print_out("{} of {} runs have a report.html\n", written, runs.size());
}

/// Of a repair with more runs than a page can show, those that tell most.
std::vector<std::filesystem::path> runs_of_page(const ReportOptions& options,
                                                const std::vector<std::filesystem::path>& runs) {
  const bool is_repair = options.runs.size() == 1 && holds_repair(options.runs.front());
  if (!is_repair || runs.size() <= most_report_runs) return runs;
  print_err(
      "{} of the repair's {} runs are shown: the run as it is, its proofs and the first"
      " trials; name run folders to see others\n",
      most_report_runs, runs.size());
  return telling_runs(runs, most_report_runs);
}

std::string page_of_runs(const ReportOptions& options) {
  const ShownRuns shown = runs_to_show(options.runs);
  std::string page = report_page(runs_of_page(options, shown.runs));
  tell_left_out(shown);  // of a page that there is: of others the refusal says enough
  return page;
}

std::string make_page(const ReportOptions& options, const std::filesystem::path& file) {
  if (!options.is_sweep()) {
    if (options.each) throw Error("--each takes one folder of plumb sweep");
    return page_of_runs(options);
  }
  // First the runs' pages: the links go to what is there.
  if (options.each) write_each(options.runs.front(), file);
  return sweep_page(options.runs.front(), file.parent_path());
}

/// With links as from a page in the folder where the command was called.
int print_page(const ReportOptions& options) {
  if (options.each) throw Error("--each writes pages, and --out - none: leave one of them away");
  write_out(make_page(options, "report.html"));
  return exit_done;
}

int run(const ReportOptions& options) {
  if (options.out == standard_output) return print_page(options);
  const auto file = output_file(options);
  const std::string page = make_page(options, file);
  if (file.has_parent_path()) make_directories(file.parent_path());
  write_file_atomically(file, page);
  print_out("{}\n", file.string());
  return exit_done;
}

}  // namespace

void add_report_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command =
      app.add_subcommand("report", "Show what runs recorded in one interactive HTML page");
  command
      ->add_option(
          "runs", options->runs,
          "run folders, or folders of runs; several share one page and its axes; a sweep's "
          "folder has a page of its own")
      ->required()
      ->type_name("RUN");
  command
      ->add_option(
          "-o,--out", options->out,
          "the page (default: report.html in the folder named, or here if several are); -: "
          "standard output")
      ->type_name("FILE.html");
  command->add_flag(
      "--each", options->each,
      "of a sweep: also report.html in each of its runs, about 0.3 s and 0.5 MB each");
  command->footer(report_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
