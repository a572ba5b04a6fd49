#pragma once

#include <string>

#include "config/run_config.hpp"

namespace plumb {

/// The name of a data set; where it is csv:FILE or idx:DIR, with the path from the root on, so that
/// it names the same data in every folder.
std::string absolute_data_name(const std::string& name);

/// The same of all that names data.
void make_data_paths_absolute(RunConfig::Data& data);

/// The name as displays have it: csv:FILE and idx:DIR without the folders above.
std::string data_label(const std::string& name);

}  // namespace plumb
