#pragma once

#include <cstdint>

namespace plumb {

/// Processors that this process may use: its affinity, and the quota of its control groups, as a
/// container has one. At least 1.
std::int64_t available_cores();

}  // namespace plumb
