#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/forecast.hpp"
#include "plumb/diagnostics/simple_model.hpp"

namespace plumb {

/// A forecast and what it was made of: what `plumb forecast --json` prints, and forecast.json of
/// the run-directory contract.
struct ForecastRecord {
  Forecast forecast;
  /// By kernel, in the order of forecast.layers: the norm of the gradient that one initialization
  /// gave. Empty where none was measured.
  std::vector<double> measured;
  std::string data;            ///< name of the data set
  std::size_t batch_size = 0;  ///< samples whose mean loss the gradient is of
  std::uint64_t seed = 0;      ///< of the run: it chose the samples, and the network measured
  std::vector<SimpleModel> simple_models = {};  ///< of the data; empty where none were fitted
  std::vector<Finding> findings = {};  ///< of foresee(): what precedes the first step; of a run
                                       ///< they are its own
};

/// One JSON document, indented. Numbers that are not finite are the strings "nan", "inf" and
/// "-inf".
std::string to_json(const ForecastRecord& record);

/// The inverse. Throws Error on what is no forecast.
ForecastRecord parse_forecast(const std::string& json);

/// forecast.json. Throws Error if it cannot be written.
void write_forecast(const std::filesystem::path& directory, const ForecastRecord& record);

/// The same back; nothing where the directory has none. Throws Error, naming it, on a malformed
/// file.
std::optional<ForecastRecord> read_forecast(const std::filesystem::path& directory);

}  // namespace plumb
