#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

struct CsvRow {
  std::int64_t line = 0;  ///< where it starts in the file, from 1
  std::vector<std::string> cells;
};

/// Splits CSV text into cells. The separator is the one that a first line "sep=;" names, which is
/// no row, else the first of tab, semicolon and comma that occurs in the first line. Cells may be
/// quoted (RFC 4180): "" is a quote, and separators and line ends may stand inside. Spaces around
/// an unquoted cell, blank lines and a byte-order mark are dropped. Every row must have as many
/// cells as the first, and no byte is NUL. `name` is the file, for plumb::Error's text.
std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name);

/// The whole file as text. Throws plumb::Error if it is missing or cannot be read.
std::string read_text(const std::filesystem::path& file);

}  // namespace plumb
