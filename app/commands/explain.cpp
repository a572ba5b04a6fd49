#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr const char* explain_examples = R"(
Examples:
  plumb explain vanishing-gradient     its thresholds, and the flags that mend it
  plumb list rules                     the names
)";

}  // namespace

void add_explain_command(CLI::App& app, Action& action) {
  auto rule = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("explain", "What a rule means, how it decides, what to do");
  command->add_option("rule", *rule, "a name of `plumb list rules`")->required()->type_name("RULE");
  command->footer(explain_examples);
  command->callback([rule, &action] {
    action = [rule] {
      const Console console = Console::detect();
      fmt::print("{}", for_console(refilled(find_rule(*rule).explanation, console), console));
      return exit_done;
    };
  });
}

}  // namespace plumb
