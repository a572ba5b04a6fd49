#pragma once

#include <string>
#include <vector>

#include "terminal/console.hpp"

namespace plumb {

using TableRow = std::vector<std::string>;

/// Columns aligned for reading: the first to the left, the others to the right. rows[0] is the
/// header.
std::string format_table(const std::vector<TableRow>& rows);

/// The same where the terminal has room for it, or there is none; in a narrower one a block a row,
/// its cells named and flowing below its first one.
std::string format_table(const std::vector<TableRow>& rows, const Console& console);

}  // namespace plumb
