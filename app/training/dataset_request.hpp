#pragma once

#include "config/run_config.hpp"
#include "data/dataset.hpp"

namespace plumb {

/// The data set that a configuration asks for. Throws Error on a sequence option for a model that
/// reads none.
DatasetRequest dataset_request(const RunConfig& config);

}  // namespace plumb
