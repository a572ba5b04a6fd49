#pragma once

#include <memory>
#include <string>

#include "plumb/models/network.hpp"

namespace plumb {

// The recurrent rows of families().

bool is_recurrent(const std::string& family);

NetworkOptions recurrent_defaults(const std::string& cell);

/// Fills in what recurrent_defaults() cannot: the options of the recurrent families alone.
void fill_recurrent_defaults(NetworkOptions& options);

/// Throws plumb::Error naming an option that only a recurrent family has.
void refuse_recurrent_options(const NetworkOptions& options);

/// Throws plumb::Error naming what a recurrent family has not, or needs.
void check_recurrent_net(const NetworkOptions& options);

std::shared_ptr<Network> build_recurrent_net(const NetworkOptions& options);

}  // namespace plumb
