#pragma once

#include <string>

namespace plumb {

/// The text as one cell of a CSV file: as it is, or quoted as RFC 4180 asks.
inline std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace plumb
