#include "commands/table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr std::size_t block_indent = 2;

std::size_t table_width(const std::string& table) {
  return text_width(table.substr(0, table.find('\n')));
}

/// What is in a row but its name, "val loss 0.41, status completed", broken between two cells.
std::string cells_text(const TableRow& heads, const TableRow& row, std::size_t columns) {
  std::vector<std::string> cells;
  for (std::size_t i = 1; i < row.size(); ++i)
    cells.push_back(heads[i] + ' ' + row[i] + (i + 1 < row.size() ? "," : ""));
  return filled(cells, columns, block_indent);
}

std::string blocks(const std::vector<TableRow>& rows, std::size_t columns) {
  const std::string head = wrapped(rows.front().front(), columns);
  std::string text =
      head + '\n' + std::string(std::min(columns, text_width(rows.front().front())), '-') + '\n';
  for (std::size_t r = 1; r < rows.size(); ++r)
    text += wrapped(rows[r].front(), columns) + '\n' + cells_text(rows.front(), rows[r], columns) +
            '\n';
  return text;
}

}  // namespace

std::string format_table(const std::vector<TableRow>& rows) {
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

std::string format_table(const std::vector<TableRow>& rows, const Console& console) {
  const std::string table = format_table(rows);
  const auto columns = static_cast<std::size_t>(std::max(console.width, 1));
  const bool fits = !console.interactive || table_width(table) <= columns;
  return fits ? table : blocks(rows, prose_width(console));
}

}  // namespace plumb
