#include "csv.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

bool for_each_complete_line(const std::filesystem::path& file,
                            const std::function<void(std::string_view, std::size_t)>& visit) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    if (!std::filesystem::exists(file)) return false;
    throw Error("cannot read \"" + file.string() + "\"");
  }
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line) && !stream.eof(); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    visit(line, number);
  }
  if (stream.bad()) {
    throw Error("cannot read \"" + file.string() + "\" to its end", Error::Kind::failure);
  }
  return true;
}

std::optional<std::vector<std::string>> split_csv(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (c == '"' && (quoted || cells.back().empty())) {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return cells;
}

std::optional<double> parse_csv_number(std::string_view cell) {
  if (cell.empty()) return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  const auto* end = cell.data() + cell.size();
  const auto result = std::from_chars(cell.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_csv_integer(std::string_view cell) {
  std::int64_t value = 0;
  const auto* end = cell.data() + cell.size();
  const auto result = std::from_chars(cell.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return value;
}

void CsvReader::read(const std::vector<std::string>& columns,
                     const std::function<void(const std::vector<std::string>&)>& visit) {
  std::size_t width = 0;
  std::vector<std::size_t> positions;
  for_each_complete_line(file_, [&](std::string_view line, std::size_t number) {
    line_ = number;
    const auto cells = split_csv(line);
    if (!cells) reject("a quoted cell does not end");
    if (number == 1) {
      width = cells->size();
      for (const auto& column : columns) {
        const auto found = std::find(cells->begin(), cells->end(), column);
        if (found == cells->end()) reject("the header lacks the column \"" + column + "\"");
        positions.push_back(static_cast<std::size_t>(found - cells->begin()));
      }
      return;
    }
    if (cells->size() != width) {
      reject("it has " + std::to_string(cells->size()) + " cells, the header " +
             std::to_string(width));
    }
    std::vector<std::string> chosen;
    for (const auto position : positions) chosen.push_back((*cells)[position]);
    visit(chosen);
  });
}

double CsvReader::number(const std::string& cell, const std::string& column) const {
  const auto value = parse_csv_number(cell);
  if (!value) reject(column + " \"" + cell + "\" is not a number");
  return *value;
}

std::int64_t CsvReader::integer(const std::string& cell, const std::string& column) const {
  const auto value = parse_csv_integer(cell);
  if (!value) reject(column + " \"" + cell + "\" is not a whole number");
  return *value;
}

void CsvReader::reject(const std::string& reason) const {
  throw Error("\"" + file_.string() + "\", line " + std::to_string(line_) + ": " + reason);
}

}  // namespace plumb
