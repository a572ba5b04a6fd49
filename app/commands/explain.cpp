#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/standard_output.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr const char* explain_examples = R"(
Examples:
  plumb explain vanishing-gradient     its thresholds, and the flags that mend it
  plumb list rules                     the names
)";

/// Throws Error naming the rules that are close, where some are.
void check_rule(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& info : rule_infos()) names.push_back(info.name);
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  const std::string hint = did_you_mean(name, names);
  if (!hint.empty()) throw Error(fmt::format("'{}' is not a rule: {}", name, hint));
}

}  // namespace

void add_explain_command(CLI::App& app, Action& action) {
  auto rule = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("explain", "What a rule means, how it decides, what to do");
  command->add_option("rule", *rule, "a name of `plumb list rules`")->required()->type_name("RULE");
  command->footer(explain_examples);
  command->callback([rule, &action] {
    action = [rule] {
      check_rule(*rule);
      const Console console = Console::detect();
      print_out("{}", for_console(refilled(find_rule(*rule).explanation, console), console));
      return exit_done;
    };
  });
}

}  // namespace plumb
