#include "report/sweep_content.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/folder_title.hpp"
#include "report/file_text.hpp"
#include "sweep/sweep_file.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// The outcomes in the order in which the runs are planned; the first axis varies slowest.
SweepResults all_rows(const fs::path& directory) {
  const auto spec = read_sweep_file(directory / "sweep.toml");
  auto results =
      fs::exists(directory / "results.jsonl") ? read_results(directory) : empty_results(spec);
  std::set<std::string> known;
  for (const auto& row : results.rows) known.insert(row.run);
  for (const auto& run : plan_sweep(spec)) {
    if (known.contains(run.folder)) continue;
    RunResult row;
    row.run = run.folder;
    row.values = run.values;
    row.status = missing_status;
    results.rows.push_back(std::move(row));
  }
  return results;
}

std::optional<std::vector<std::size_t>> positions(const SweepResults& results,
                                                  const RunResult& row) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < results.axes.size(); ++i) {
    const auto& values = results.axes[i].values;
    const auto place = std::find(values.begin(), values.end(), row.values.at(i));
    if (place == values.end()) return std::nullopt;
    found.push_back(static_cast<std::size_t>(place - values.begin()));
  }
  return found;
}

/// A name in the sweep's folder only: results.jsonl may come from anywhere.
RunLink link_of(const fs::path& sweep, const std::string& folder) {
  const fs::path name = folder;
  if (folder.empty() || name.filename() != name || folder == "." || folder == "..")
    return RunLink::none;
  std::error_code unreachable;
  if (fs::exists(sweep / name / "report.html", unreachable)) return RunLink::report;
  return fs::is_directory(sweep / name, unreachable) ? RunLink::folder : RunLink::none;
}

std::vector<std::pair<std::string, Severity>> rules_of(const fs::path& sweep,
                                                       const RunResult& row) {
  std::vector<std::pair<std::string, Severity>> rules;
  try {
    for (const auto& finding : read_findings(sweep / row.run))
      rules.emplace_back(finding.rule, finding.severity);
    if (rules.empty() && !row.worst_finding.empty())
      rules.emplace_back(row.worst_finding, parse_severity(row.worst_severity));
  } catch (const Error&) {
    rules.clear();
    if (!row.worst_finding.empty()) rules.emplace_back(row.worst_finding, Severity::warning);
  }
  return rules;
}

std::vector<SweepFinding> collect_findings(const SweepContent& content) {
  std::map<std::string, SweepFinding> by_rule;
  for (std::size_t i = 0; i < content.results.rows.size(); ++i) {
    if (content.links[i] == RunLink::none) continue;
    for (const auto& [rule, severity] : rules_of(content.directory, content.results.rows[i])) {
      auto& finding = by_rule[rule];
      finding.rule = rule;
      finding.severity = std::max(finding.severity, severity);
      if (finding.rows.empty() || finding.rows.back() != i) finding.rows.push_back(i);
    }
  }
  std::vector<SweepFinding> findings;
  for (auto& [rule, finding] : by_rule) findings.push_back(std::move(finding));
  std::stable_sort(
      findings.begin(), findings.end(), [](const SweepFinding& a, const SweepFinding& b) {
        return a.severity != b.severity ? a.severity > b.severity : a.rows.size() > b.rows.size();
      });
  return findings;
}

}  // namespace

void place_rows(SweepContent& content) {
  auto& rows = content.results.rows;
  std::vector<RunResult> placed;
  content.values.clear();
  for (auto& row : rows) {
    auto found = positions(content.results, row);
    if (!found) continue;
    content.values.push_back(std::move(*found));
    placed.push_back(std::move(row));
  }
  if (placed.size() < rows.size()) {
    content.notes.push_back(
        fmt::format("{} rows of results.jsonl have a value that sweep.toml does not name",
                    rows.size() - placed.size()));
  }
  rows = std::move(placed);
}

SweepContent read_sweep_content(const fs::path& directory) {
  SweepContent content;
  content.directory = directory;
  content.name = folder_title(directory);
  content.sweep_text = file_text(directory / "sweep.toml");
  content.results = all_rows(directory);
  place_rows(content);
  for (const auto& row : content.results.rows) content.links.push_back(link_of(directory, row.run));
  content.findings = collect_findings(content);
  return content;
}

}  // namespace plumb
