#pragma once

#include <string>
#include <vector>

namespace plumb {

/// Columns aligned for reading: the first to the left, the others to the right. rows[0] is the
/// header.
std::string format_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace plumb
