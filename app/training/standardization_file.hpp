#pragma once

#include <filesystem>

#include "data/dataset.hpp"

namespace plumb {

/// standardization.json of the run-directory contract. Throws Error if it cannot be written.
void write_standardization(const std::filesystem::path& directory,
                           const Standardization& standardization);

}  // namespace plumb
