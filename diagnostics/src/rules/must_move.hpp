#pragma once

#include <cstddef>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Whether a probed step must have changed a parameter that an optimizer holds: the smaller of what
/// plain gradient descent and an optimizer that scales every entry to the rate make of its gradient
/// is more than rounding.
bool must_move(const RunView& run, std::size_t parameter);

/// Whether a probed step has changed some parameter.
bool some_move(const RunView& run);

}  // namespace plumb
