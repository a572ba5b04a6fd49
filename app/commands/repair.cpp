#include <CLI/CLI.hpp>
#include <array>
#include <limits>
#include <memory>
#include <random>

#include <fmt/format.h>

#include "commands/command.hpp"
#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"
#include "commands/output_options.hpp"
#include "commands/repair_text.hpp"
#include "commands/run_options.hpp"
#include "commands/standard_output.hpp"
#include "config/toml.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "repair/repair_folder.hpp"
#include "repair/repair_record.hpp"
#include "repair/training_subject.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr const char* repair_examples = R"(
The run is watched until the rules know what is wrong; then remedies are tried in the order of the findings' advice, each
only as long as the rules let it. The first that passes, and that gains validation accuracy on the proof's seeds beyond
what the seeds differ, is the answer; repaired.toml holds it. Beside it stand remedies drawn at random with the same
number of steps. A run that is complete without a warning is left as it is, unless it is no better than a guess that
ignores the inputs, or --anyway is given.

Examples:
  plumb repair sigmoid-mlp --epochs 2
  plumb repair --data circles --model mlp --depth 10 --activation sigmoid --epochs 200
  plumb train --config runs/repair-sigmoid-mlp-1/repaired.toml
)";

struct RepairCommandOptions {
  RunOptions run;
  OutputOptions output;
  std::string budget;
  int proof = 3;
  bool no_baseline = false;
  bool anyway = false;
};

double parse_budget(const std::string& text) {
  constexpr double no_limit = std::numeric_limits<double>::max();
  return parse_number("budget", text, 0, no_limit, /*open_low=*/true);
}

std::vector<std::uint64_t> proof_seeds(const RepairCommandOptions& options, std::uint64_t first) {
  std::vector<std::uint64_t> seeds;
  for (int i = 0; i < options.proof; ++i) seeds.push_back(first + static_cast<std::uint64_t>(i));
  return seeds;
}

/// Another draw for every configuration, the same one whenever it is repaired again.
std::uint64_t draw_seed(const RunConfig& config) {
  const std::string text = to_toml(config);
  std::seed_seq sequence(text.begin(), text.end());
  std::array<std::uint32_t, 2> words{};
  sequence.generate(words.begin(), words.end());
  return (std::uint64_t{words[0]} << 32) | words[1];
}

void add_baseline(RepairRecord& record, TrainingSubject& subject, const RunFacts& facts,
                  RepairOptions options) {
  options.budget = record.cost();
  const double broken = record.search.attempts.front().outcome.score;
  record.random = repair_at_random(subject, facts, options, broken, draw_seed(record.broken));
}

/// Of the answer, and of what it refuted.
void keep_proofs(RepairRecord& record, const TrainingSubject& subject) {
  std::vector<std::size_t> proved = record.search.refuted;
  if (record.search.answer) proved.push_back(*record.search.answer);
  for (const std::size_t attempt : proved) {
    auto proof = subject.proof_of(record.search.attempts[attempt].trial);
    if (!proof.empty()) record.proofs[attempt] = std::move(proof);
  }
}

OutputFolder free_folder(const std::string& out, const std::string& name) {
  if (holds_repair(out))
    throw Error(out + " already holds a repair; name another folder with --out");
  return choose_directory(out, name);
}

/// What the command line asks of the search.
RepairOptions search_options(const RepairCommandOptions& options) {
  RepairOptions search;
  if (!options.budget.empty()) search.budget = parse_budget(options.budget);
  search.anyway = options.anyway;
  return search;
}

/// Fills in everything but what is broken.
void fill(RepairRecord& record, TrainingSubject& subject, RepairOptions search, bool with_baseline,
          RepairProgress& progress) {
  const RunFacts facts = subject.facts();
  record.steps = search.steps = subject.steps();
  record.search = repair(subject, facts, search);
  keep_proofs(record, subject);
  if (const auto answer = record.search.answer)
    record.repaired = subject.resolved(record.search.attempts[*answer].trial.remedies);
  record.proof_cost = subject.proof_cost();
  if (!with_baseline || record.interrupted() || record.found_nothing_wrong()) return;
  progress.on_baseline();
  add_baseline(record, subject, facts, search);
}

int run(const RepairCommandOptions& options) {
  protect_training();
  const Console console = Console::detect();
  const Output output = options.output.output();
  const RepairOptions search = search_options(options);
  RepairRecord record;
  record.broken = options.run.resolve();
  const auto folder = free_folder(options.output.out, "repair-" + record.broken.name);
  const auto& directory = folder.path();
  RepairProgress progress(console, output);
  const std::uint64_t seed = record.broken.running.seed;
  TrainingSubject subject(
      {record.broken, runs_folder(directory), proof_seeds(options, seed), &interrupt_flag()},
      progress);
  fill(record, subject, search, !options.no_baseline, progress);
  write_repair(directory, record);
  print_out("{}", output == Output::json
                      ? repair_json(record)
                      : for_console(repair_text(record, directory, console), console));
  return record.interrupted() ? exit_interrupted : exit_done;
}

}  // namespace

void add_repair_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<RepairCommandOptions>();
  CLI::App* command =
      app.add_subcommand("repair", "Find out what is wrong with a run, try remedies, prove one");
  options->run.add_to(*command);
  command
      ->add_option("--budget", options->budget,
                   fmt::format("end the search after this many runs' steps (default: {})",
                               RepairOptions{}.budget))
      ->type_name("F");
  command
      ->add_option("--proof", options->proof,
                   fmt::format("seeds that prove an answer, from --seed on; 0: take it as it is "
                               "(default: {})",
                               options->proof))
      ->check(CLI::Range(0, 1000))
      ->type_name("N");
  command->add_flag("--no-baseline", options->no_baseline, "leave the random remedies out");
  command->add_flag("--anyway", options->anyway,
                    "try remedies also where nothing is wrong with the run");
  options->output.add_to(*command, "folder of the repair (default: runs/repair-NAME-N)", "record");
  command->footer(repair_examples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace plumb
