#pragma once

#include <optional>
#include <string>

#include "data/dataset.hpp"

namespace plumb {

/// standardization.json of the run-directory contract; nothing where inputs and targets are as they
/// were read.
std::optional<std::string> standardization_json(const Dataset& dataset);

}  // namespace plumb
