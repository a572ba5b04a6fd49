#pragma once

#include <cstdint>
#include <string>

#include "plumb/diagnostics/forecast.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"

namespace plumb {

/// What the forecast needs to know of a network: shapes and distributions. Throws what resolve()
/// throws, and Error for an initializer whose variance is not known here.
ForecastNetwork describe_network(const NetworkOptions& options);

/// What it needs to know of a batch: how alike the samples are, and their labels. `label_smoothing`
/// as Loss has it.
ForecastBatch describe_batch(const TensorSplit& batch, const std::string& loss,
                             double label_smoothing = 0);

}  // namespace plumb
