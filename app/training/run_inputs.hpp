#pragma once

#include <c10/core/Device.h>

#include <optional>
#include <string>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/data_record.hpp"
#include "training/run_start.hpp"

namespace plumb {

/// What a run is made from: its settings, everything filled in, and its data on its device.
struct RunInputs {
  RunConfig config;
  at::Device device;
  RunStart start;  ///< as run_start() tells it
  std::optional<DataRecord> data;
  std::optional<std::string> standardization;  ///< standardization.json, where there is one
  TensorSplit train;
  TensorSplit validation;
  RunFacts facts;  ///< all but the network's parameters
  NetworkOptions network_options;
};

/// `config`: as it was asked for. Throws Error where there is no such device.
RunInputs run_inputs(const RunConfig& config, Dataset dataset);

}  // namespace plumb
