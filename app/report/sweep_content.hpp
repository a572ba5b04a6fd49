#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "sweep/results_file.hpp"

namespace plumb {

/// A run's status where it is planned and there is nothing of it yet; all others are RunResult's.
inline constexpr std::string_view missing_status = "missing";

/// What a row of the page can lead to.
enum class RunLink {
  none,    ///< the run has no folder
  folder,  ///< its folder
  report,  ///< the report.html in it
};

/// A rule and the runs in which it found something.
struct SweepFinding {
  std::string rule;
  Severity severity = Severity::info;  ///< the gravest that it has in any of them
  std::vector<std::size_t> rows;       ///< ascending
};

/// All that a report says of a sweep.
struct SweepContent {
  std::filesystem::path directory;
  std::string name;      ///< its folder's
  SweepResults results;  ///< a row each planned run: those without outcome are `missing`
  std::vector<std::vector<std::size_t>> values;  ///< of each row: positions in the axes' values
  std::vector<RunLink> links;                    ///< of each row
  std::vector<SweepFinding> findings;            ///< the gravest first, then the commonest
  std::string sweep_text;                        ///< sweep.toml as it stands
  std::vector<std::string> notes;                ///< what could not be read, and why
};

/// Fills `values` from the rows. A row with a value that no axis has is dropped, with a note.
void place_rows(SweepContent& content);

/// Reads a sweep's folder, finished or not. Findings come from each run's own file, where that
/// cannot be read from the row. Throws Error where sweep.toml or results.jsonl is malformed.
SweepContent read_sweep_content(const std::filesystem::path& directory);

}  // namespace plumb
