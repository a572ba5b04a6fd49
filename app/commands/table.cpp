#include "commands/table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal/text.hpp"

namespace plumb {

std::string format_table(const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return {};
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], text_width(row[i]));
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line = fmt::format("{:<{}}", rows[r].front(), widths.front());
    for (std::size_t i = 1; i < rows[r].size(); ++i)
      line += fmt::format("  {:>{}}", rows[r][i], widths[i]);
    text += line + '\n';
    if (r == 0) text += std::string(text_width(line), '-') + '\n';
  }
  return text;
}

}  // namespace plumb
