#pragma once

#include <cstddef>
#include <vector>

namespace plumb {

/// The values of one column, from 0, of so many that lie row by row.
template <typename T>
std::vector<T> column_of(const std::vector<T>& rows, std::size_t columns, std::size_t column) {
  std::vector<T> values;
  values.reserve(rows.size() / columns);
  for (std::size_t at = column; at < rows.size(); at += columns) values.push_back(rows[at]);
  return values;
}

}  // namespace plumb
