#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "report/settings.hpp"

namespace plumb {

/// All that a report says of a run, but for its checkpoints.
struct RunContent {
  RecordedRun run;
  StepTable steps;
  std::vector<EpochHistograms> histograms;
  std::optional<RunFacts> facts;
  std::optional<ForecastRecord> forecast;
  std::vector<Finding> findings;  ///< causes_first()
  bool judged = false;            ///< false: no findings because nothing was there to judge
  std::vector<Setting> settings;
  std::string config_text;         ///< config.toml as it stands
  std::string repeat_command;      ///< empty where there is none
  std::vector<std::string> notes;  ///< what could not be read, and why
};

/// Reads a run directory. Findings are its own, or, where it was killed before it wrote any, what
/// its records show. A part beside the measurements that is damaged is left out, with a note.
/// Throws Error for a folder that holds no run and for a damaged measurement file.
RunContent read_content(const std::filesystem::path& directory);

}  // namespace plumb
