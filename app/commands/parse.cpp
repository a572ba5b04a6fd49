#include "commands/parse.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "commands/exit_code.hpp"
#include "commands/standard_output.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

const CLI::App& parsed_command(const CLI::App& app) {
  const CLI::App* current = &app;
  while (!current->get_subcommands().empty()) current = current->get_subcommands().front();
  return *current;
}

std::string hint(const std::string& wrong, const std::vector<std::string>& candidates) {
  const std::string text = did_you_mean(wrong, candidates);
  return text.empty() ? text : "; " + text;
}

[[noreturn]] void refuse_extra(const CLI::App& command, const std::string& extra) {
  std::vector<std::string> candidates;
  if (extra.starts_with('-')) {
    for (const auto* option : command.get_options()) candidates.push_back(option->get_name());
    const std::string name = extra.substr(0, extra.find('='));
    throw Error(
        fmt::format("{} has no option {}{}", command.get_name(), name, hint(name, candidates)));
  }
  for (const auto* subcommand : command.get_subcommands({}))
    candidates.push_back(subcommand->get_name());
  const char* kind = candidates.empty() ? "does not expect" : "has no command";
  throw Error(
      fmt::format("{} {} '{}'{}", command.get_name(), kind, extra, hint(extra, candidates)));
}

/// `plumb chek --help` asks for the help of a command that there is not.
void refuse_unknown_command(const CLI::App& app) {
  const CLI::App& command = parsed_command(app);
  const auto extras = app.remaining(/*recurse=*/true);
  if (extras.empty() || extras.front().starts_with('-')) return;
  if (!command.get_subcommands({}).empty()) refuse_extra(command, extras.front());
}

}  // namespace

std::optional<int> parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    refuse_unknown_command(app);
    print_out("{}", for_console(app.help(), Console::detect()));
    return exit_done;
  } catch (const CLI::CallForVersion& version) {
    print_out("{}\n", version.what());
    return exit_done;
  } catch (const CLI::ExtrasError&) {
    const CLI::App& command = parsed_command(app);
    const auto extras = app.remaining(/*recurse=*/true);
    refuse_extra(command, extras.empty() ? std::string() : extras.front());
  } catch (const CLI::ParseError& error) {
    throw Error(fmt::format("{}: {}", parsed_command(app).get_name(), error.what()));
  }
  if (app.get_subcommands().empty()) {
    print_out("{}", for_console(app.help(), Console::detect()));
    return exit_done;
  }
  return std::nullopt;
}

}  // namespace plumb
