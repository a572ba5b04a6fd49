#include "csv.hpp"
#include "evaluation_file.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "step_parser.hpp"

namespace plumb {
namespace {

/// As wide as the last row: parameters may appear late.
void widen(StepTable::Row& row, std::size_t parameters, std::size_t taps) {
  row.norms.resize(parameters);
  if (!row.norms_after.empty()) row.norms_after.resize(parameters);
  if (!row.probes.empty()) row.probes.resize(parameters);
  if (!row.activations.empty()) row.activations.resize(taps);
}

}  // namespace

StepTable read_steps(const std::filesystem::path& directory) {
  const auto file = directory / "steps.jsonl";
  StepParser parser(file);
  StepTable table;
  for_each_complete_line(file, [&](std::string_view line, std::size_t number) {
    auto row = parser.parse(line, number);
    while (!table.rows.empty() && table.rows.back().step >= row.step) table.rows.pop_back();
    table.rows.push_back(std::move(row));
  });
  table.parameters = parser.parameters();
  table.taps = parser.taps();
  table.known = read_facts(directory).value_or(RunFacts()).parameters;
  for (auto& row : table.rows) widen(row, table.parameters.size(), table.taps.size());
  table.evaluations = read_evaluations(directory);
  return table;
}

void StepTable::keep_until(std::int64_t step) {
  std::erase_if(rows, [&](const Row& row) { return row.step >= step; });
  std::erase_if(evaluations, [&](const auto& evaluation) { return evaluation.steps > step; });
}

}  // namespace plumb
