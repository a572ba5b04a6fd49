#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/dataset.hpp"

namespace plumb {

/// What a run remembers of data that it read, to know them again.
struct DataRecord {
  std::string source;  ///< the folder or file, from the root on
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  std::uint64_t digest = 0;
};

/// Nothing for data that were generated: the settings say all of them.
std::optional<DataRecord> data_record(const Dataset& dataset);

/// data.json of the run-directory contract. Throws Error if it cannot be written.
void write_data_record(const std::filesystem::path& directory, const DataRecord& record);

/// Throws Error where the run in `directory` began with other data, which names putting those back
/// or `way_out`. A run without data.json, as those of before have none, began with anything.
void check_data_record(const std::filesystem::path& directory, const DataRecord& record,
                       std::string_view way_out = "train anew");

}  // namespace plumb
