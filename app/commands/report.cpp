#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/run_directories.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

constexpr const char* examples = R"(
Examples:
  plumb report runs/sigmoid-mlp-1                     runs/sigmoid-mlp-1/report.html
  plumb report runs/compare-deep-linear-1             its runs in one page, side by side
  plumb report runs/broken runs/mended -o proof.html  the same of any runs
The page needs nothing but itself: it works offline, and as an attachment.
)";

struct ReportOptions {
  std::vector<std::string> runs;
  std::string out;
};

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

int run(const ReportOptions& options) {
  const auto directories = run_directories(options.runs);
  const auto file = output_file(options);
  const std::string page = report_page(directories);
  if (file.has_parent_path()) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) {
      throw Error(fmt::format("--out {}: {} cannot be made: {}", options.out,
                              file.parent_path().string(), error.message()));
    }
  }
  write_file_atomically(file, page);
  fmt::print("{}\n", file.string());
  return exit_done;
}

}  // namespace

void add_report_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command =
      app.add_subcommand("report", "Show what runs recorded in one interactive HTML page");
  command
      ->add_option("runs", options->runs,
                   "run folders, or folders of runs; several share one page and its axes")
      ->required()
      ->type_name("RUN");
  command
      ->add_option("-o,--out", options->out,
                   "the page (default: report.html in the folder named, or here if several are)")
      ->type_name("FILE.html");
  command->footer(examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
