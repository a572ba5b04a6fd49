#include "commands/sweep_dataset.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/shell_word.hpp"
#include "sweep/run_state.hpp"
#include "training/data_record.hpp"
#include "training/dataset_request.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// What else is there of the folder is made again.
bool is_to_stay(const fs::path& directory) {
  const RunState state = run_state(directory);
  return state == RunState::finished || state == RunState::partial;
}

/// Nothing for data that cannot be read: the runs that need them will say so.
std::optional<DataRecord> readable_record(const DatasetRequest& request) {
  try {
    return data_record(load_dataset(request));
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Reads each data set once.
class DataRecords {
 public:
  DataRecords(const DatasetRequest& first, const std::optional<Dataset>& shared) {
    if (shared) records_.emplace_back(first, data_record(*shared));
  }

  const std::optional<DataRecord>& of(const DatasetRequest& request) {
    const auto found = std::find_if(records_.begin(), records_.end(),
                                    [&](const auto& known) { return known.first == request; });
    if (found != records_.end()) return found->second;
    return records_.emplace_back(request, readable_record(request)).second;
  }

 private:
  std::vector<std::pair<DatasetRequest, std::optional<DataRecord>>> records_;
};

}  // namespace

std::optional<Dataset> shared_dataset(const std::vector<SweepRun>& runs) {
  const auto first = dataset_request(runs.front().config);
  for (const auto& run : runs) {
    if (dataset_request(run.config) != first) return std::nullopt;
  }
  return load_dataset(first);
}

void check_data_of_runs(const std::vector<SweepRun>& runs, const fs::path& directory,
                        const std::optional<Dataset>& shared) {
  const std::string way_out = fmt::format("sweep anew: plumb sweep --sweep {} --out FOLDER",
                                          shell_word((directory / "sweep.toml").string()));
  std::optional<DataRecords> records;
  for (const auto& run : runs) {
    const fs::path folder = directory / run.folder;
    if (!fs::exists(folder / "data.json") || !is_to_stay(folder)) continue;
    const auto request = dataset_request(run.config);
    if (!records) records.emplace(dataset_request(runs.front().config), shared);
    if (const auto& record = records->of(request)) check_data_record(folder, *record, way_out);
  }
}

}  // namespace plumb
