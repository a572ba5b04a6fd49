#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "training/run_summary.hpp"

namespace plumb {

/// What a run is, known before its first step.
struct RunStart {
  std::string name;
  std::string model;
  std::string data;
  std::string data_source;
  std::string device;
  std::string cuda_graph;  ///< as RunSummary has it
  std::filesystem::path directory;
  std::vector<ParameterInfo> parameter_infos;  ///< of the records' norms
  std::int64_t parameters = 0;                 ///< entries of all of them
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  std::optional<double> majority_share;  ///< as RunSummary has it
  std::int64_t first_epoch = 1;          ///< > 1 when resumed
  std::int64_t epochs = 0;
  std::int64_t steps_per_epoch = 0;
  std::int64_t planned_steps = 0;  ///< of the whole run
};

/// What a resolved configuration and its data say: all but the network's parameters, the device and
/// the directory.
RunStart run_start(const RunConfig& config, const Dataset& dataset);

/// The network's, in the order of the records' norms.
void set_parameters(RunStart& start, const std::vector<ParameterInfo>& parameters);

/// Writes into a summary what does not change while a run goes on.
void describe(RunSummary& summary, const RunStart& start, const RunConfig& config);

}  // namespace plumb
