#pragma once

#include <string>
#include <vector>

#include "terminal/console.hpp"
#include "terminal/live_run.hpp"

namespace plumb {

/// The live view as lines, each less than `size.columns` wide, together at most `size.rows`: how
/// far the run is, sparklines of loss and gradient norm over the whole run, a bar of log gradient
/// norm for each layer beside where it was at the first step, and the worst finding. In a small
/// terminal layers are left out evenly, then all but the first line. `note`: stands in the place of
/// the speed; may be empty.
std::vector<std::string> live_frame(const LiveRun& run, TerminalSize size, const Console& console,
                                    const std::string& note = {});

}  // namespace plumb
