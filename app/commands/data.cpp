#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/standard_output.hpp"
#include "data/check.hpp"
#include "data/dataset.hpp"
#include "data/fetch.hpp"
#include "data/locate.hpp"
#include "plumb/diagnostics/error.hpp"
#include "terminal/console.hpp"

namespace plumb {
namespace {

constexpr const char* data_examples = R"(
Examples:
  plumb data list                      what there is, and where it was found
  plumb data fetch mnist               into the user's cache, and verify it
  plumb data check mydata.csv          would a run take this file?
)";

constexpr const char* list_examples = R"(
Examples:
  plumb data list                      folders searched: docs/data.md
  plumb data list --data-dir data      data/mnist and others there come first
)";

constexpr const char* fetch_examples = R"(
Examples:
  plumb data fetch mnist               into the user's cache
  plumb data fetch fashion-mnist --data-dir data
)";

constexpr const char* check_examples = R"(
Examples:
  plumb data check mnist               a published set: sizes and checksums
  plumb data check mydata.csv          a table: columns, classes, what cannot be read
  plumb data check images              a folder of IDX files
)";

std::string where(const DatasetLocation& location) {
  switch (location.state) {
    case DatasetLocation::State::found:
      return location.folder.string();
    case DatasetLocation::State::incomplete:
      return "incomplete in " + location.folder.string();
    case DatasetLocation::State::missing:
      return "missing";
    case DatasetLocation::State::generated:
      return "generated";
    case DatasetLocation::State::by_path:
      return "named by its path";
  }
  return {};
}

int list(const std::string& data_dir) {
  std::size_t name_width = 0, description_width = 0;
  for (const auto& dataset : known_datasets()) {
    name_width = std::max(name_width, dataset.name.size());
    description_width = std::max(description_width, dataset.description.size());
  }
  for (const auto& dataset : known_datasets()) {
    print_out("{:<{}}  {:<{}}  {}\n", dataset.name, name_width, dataset.description,
              description_width, where(locate_dataset(dataset.name, data_dir)));
  }
  return exit_done;
}

int fetch(const std::string& name, const std::string& data_dir) {
  const std::filesystem::path destination =
      data_dir.empty() ? user_data_folder() : std::filesystem::path(data_dir);
  if (destination.empty())
    throw Error("neither HOME nor XDG_CACHE_HOME is set; name a folder with --data-dir");
  const bool interactive = Console::detect().interactive;
  catch_interrupts();
  const auto files = fetch_dataset(name, destination, [&](const FetchProgress& progress) {
    if (interactive)
      print_out("\r{} {:.1f} MB\033[K", progress.file,
                static_cast<double>(progress.received) / 1e6);
    return !interrupt_flag();
  });
  if (interactive) print_out("\r\033[K");
  for (const auto& file : files) {
    print_out("{}  {}\n", file.file.string(),
              file.url.empty() ? "was there already" : "from " + file.url);
  }
  return exit_done;
}

int check(const std::string& path, const std::string& data_dir) {
  const DatasetCheck report = check_dataset(path, data_dir);
  for (const auto& file : report.files) {
    print_out("{}  {}  {}\n", file.ok ? "ok   " : "WRONG", file.file.string(), file.detail);
  }
  print_out("{}\n", report.summary);
  return report.ok ? exit_done : exit_bad_input;
}

}  // namespace

void add_data_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("data", "List, fetch and check data sets");
  command->require_subcommand(1);
  command->footer(data_examples);
  auto name = std::make_shared<std::string>();
  auto data_dir = std::make_shared<std::string>();

  CLI::App* list_command = command->add_subcommand("list", "What there is, and where it was found");
  list_command->add_option("--data-dir", *data_dir, "folder to search first")->type_name("DIR");
  list_command->footer(list_examples);
  list_command->callback([data_dir, &action] { action = [data_dir] { return list(*data_dir); }; });

  CLI::App* fetch_command =
      command->add_subcommand("fetch", "Download a published set and verify it");
  fetch_command->add_option("name", *name, "mnist or fashion-mnist")->required()->type_name("NAME");
  fetch_command->add_option("--data-dir", *data_dir, "where to (default: the user's cache)")
      ->type_name("DIR");
  fetch_command->footer(fetch_examples);
  fetch_command->callback(
      [name, data_dir, &action] { action = [name, data_dir] { return fetch(*name, *data_dir); }; });

  CLI::App* check_command = command->add_subcommand("check", "Verify files");
  check_command
      ->add_option("path", *name, "a data set's name, a folder of IDX files, or a CSV file")
      ->required()
      ->type_name("PATH");
  check_command->add_option("--data-dir", *data_dir, "folder to search first")->type_name("DIR");
  check_command->footer(check_examples);
  check_command->callback(
      [name, data_dir, &action] { action = [name, data_dir] { return check(*name, *data_dir); }; });
}

}  // namespace plumb
