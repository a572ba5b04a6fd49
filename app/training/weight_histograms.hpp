#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plumb/models/network.hpp"
#include "tensorboard/event_file.hpp"

namespace plumb {

/// 30 bins over the finite entries of every matrix and kernel, in the order of registration. One
/// without finite entries, or with all of them equal, is left out.
std::vector<std::pair<std::string, Histogram>> weight_histograms(const Network& network);

}  // namespace plumb
