#pragma once

#include <atomic>

namespace plumb {

/// Set by the first Ctrl-C, SIGTERM or SIGHUP after catch_interrupts(). A second Ctrl-C or SIGTERM
/// ends the process at once; a second SIGHUP does not: a terminal that closes may send several.
const std::atomic<bool>& interrupt_flag();

/// For a command that looks at interrupt_flag(), and for no other: it could not be ended. SIGHUP
/// stays ignored under nohup.
void catch_interrupts();

/// For a command that trains: interrupts are caught, and it goes on when nobody reads its output
/// any more, as in `plumb train … | head -1`.
void protect_training();

/// True after protect_training().
bool goes_on_without_reader();

}  // namespace plumb
