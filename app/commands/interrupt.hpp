#pragma once

#include <atomic>

namespace plumb {

/// Set by the first Ctrl-C (or SIGTERM); the second one ends the process at once.
const std::atomic<bool>& interrupt_flag();

void install_interrupt_handler();

}  // namespace plumb
