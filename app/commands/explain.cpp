#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "terminal/text.hpp"

namespace plumb {

void add_explain_command(CLI::App& app, Action& action) {
  auto rule = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("explain", "What a rule means, how it decides, what to do");
  command->add_option("rule", *rule, "a name of `plumb list rules`")->required()->type_name("RULE");
  command->callback([rule, &action] {
    action = [rule] {
      fmt::print("{}", for_console(find_rule(*rule).explanation, Console::detect()));
      return exit_done;
    };
  });
}

}  // namespace plumb
