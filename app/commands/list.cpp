#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/standard_output.hpp"
#include "config/presets.hpp"
#include "config/value_text.hpp"
#include "data/dataset.hpp"
#include "plot/catalog.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/recurrent_initialization.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"

namespace plumb {
namespace {

constexpr const char* name_examples = R"(
Examples:
  plumb list presets                   the reference experiments
  plumb list initializers              what --init takes
  plumb list rules --json              for programs
)";

using Entries = std::vector<std::pair<std::string, std::string>>;

template <typename Items>
Entries entries_of(const Items& items) {
  Entries entries;
  for (const auto& item : items) entries.emplace_back(item.name, item.description);
  return entries;
}

const std::vector<std::pair<std::string, Entries (*)()>>& kinds() {
  static const std::vector<std::pair<std::string, Entries (*)()>> all{
      {"presets", [] { return entries_of(presets()); }},
      {"models", [] { return entries_of(network_families()); }},
      {"activations", [] { return entries_of(activations()); }},
      {"output-activations", [] { return entries_of(output_activations()); }},
      {"initializers", [] { return entries_of(initializers()); }},
      {"recurrent-initializers", [] { return entries_of(recurrent_initializers()); }},
      {"norms", [] { return entries_of(normalizations()); }},
      {"residuals", [] { return entries_of(residuals()); }},
      {"losses",
       [] {
         return Entries{{"cross-entropy", "of the softmax over the outputs, for classes"},
                        {"bce",
                         "binary cross-entropy of the sigmoid of each output; one output for two"
                         " classes"},
                        {"mse", "mean squared error"},
                        {"mae", "mean absolute error"}};
       }},
      {"optimizers", [] { return entries_of(optimizers()); }},
      {"schedules", [] { return entries_of(schedules()); }},
      {"clips",
       [] {
         return Entries{
             {"none", "gradients as they are"},
             {"norm:X", "all gradients by one factor, so that their total norm is at most X"},
             {"tensor:X",
              "each tensor by its own factor, so that its norm is at most X (Keras's clipnorm)"},
             {"value:X", "each entry to [-X, X]"},
             {"agc:X",
              "each unit's gradient to X times the norm of its weights, as in NFNets (0.01)"},
             {"auto:P", "as norm, at the P-th percentile of the norms so far: AutoClip (10)"},
             {"zclip:Z",
              "as norm, what is over Z standard deviations above the moving mean: ZClip (2.5)"},
             {"adagc:X",
              "as tensor, at X times the moving mean of the tensor's clipped norms: AdaGC"
              " (1.05)"}};
       }},
      {"rules", [] { return entries_of(rule_infos()); }},
      {"datasets", [] { return entries_of(known_datasets()); }},
      {"figures", [] { return entries_of(figure_infos()); }},
      {"reports",
       [] {
         return Entries{
             {"terminal", "a run while it trains: plumb train, plumb watch"},
             {"text", "findings in words: plumb diagnose, and the end of every run"},
             {"json", "findings for programs: plumb diagnose --format json"},
             {"junit", "findings as test cases: plumb diagnose --format junit"},
             {"github", "findings as annotations: plumb diagnose --format github"},
             {"html", "an interactive page of runs or of a sweep: plumb report"},
             {"figures", "SVG, PNG and PDF: plumb plot"},
             {"tensorboard", "event files and metrics.jsonl: plumb train --tensorboard"}};
       }},
  };
  return all;
}

int run(const std::string& kind, bool json) {
  std::vector<std::string> names;
  for (const auto& [name, entries] : kinds()) {
    names.push_back(name);
    if (name != kind) continue;
    auto document = nlohmann::ordered_json::array();
    for (const auto& [entry, description] : entries()) {
      document.push_back({{"name", entry}, {"description", description}});
      if (!json) print_out("{:<24} {}\n", entry, description);
    }
    if (json) print_out("{}\n", document.dump(2));
    return exit_done;
  }
  throw Error(fmt::format("list {}: there are {}", kind, join(names)));
}

}  // namespace

void add_list_command(CLI::App& app, Action& action) {
  auto kind = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("list", "Print the names that options take");
  command
      ->add_option(
          "kind", *kind,
          "presets, models, activations, output-activations, initializers,"
          " recurrent-initializers, norms, residuals, losses, optimizers, schedules, clips,"
          " rules, datasets, figures, reports")
      ->required()
      ->type_name("KIND");
  command->add_flag("--json", *json, "print one JSON document");
  command->footer(name_examples);
  command->callback([kind, json, &action] { action = [kind, json] { return run(*kind, *json); }; });
}

}  // namespace plumb
