#include "data/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "data/byte_reader.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// The first line of a table that names its separator, as Excel writes and reads it: "sep=;".
std::optional<std::string_view> separator_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if (line.size() > 1 && line.starts_with('"') && line.ends_with('"'))
    line = line.substr(1, line.size() - 2);
  constexpr std::string_view word = "sep=";
  const bool named = line.size() == word.size() + 1 &&
                     std::equal(word.begin(), word.end(), line.begin(), [](char expected, char c) {
                       return c == expected || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == expected);
                     });
  return named ? std::optional(line.substr(word.size())) : std::nullopt;
}

/// Of a table whose first line does not name it.
char find_separator(std::string_view text) {
  // A comma last, because in a file of another separator it may be the decimal point.
  for (const char separator : {'\t', ';', ','}) {
    bool quoted = false;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      if (c == '\n') break;
      if (c == separator) return separator;
    }
  }
  return ',';
}

/// NUL bytes would pass for letters of a class or of a header.
void require_text(std::string_view text, const std::string& name) {
  const auto nul = text.find('\0');
  if (nul == std::string_view::npos) return;
  const bool marked = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
  // Digits and separators have one in two bytes.
  const auto nuls = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
  if (marked || nuls > text.size() / 3)
    throw Error(fmt::format("{} looks like UTF-16: save it as UTF-8", name));
  throw Error(
      fmt::format("{}, line {}: there is a NUL byte, which no text has: save the table anew", name,
                  1 + std::count(text.begin(), text.begin() + nul, '\n')));
}

bool looks_like_comment(const CsvRow& row) {
  return row.cells[0].starts_with('#');
}

class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& name) : text_(text), name_(name) {
    if (const auto named = separator_line(text)) {
      separator_ = checked(named->front());
      at_ = std::min(text.find_first_of("\r\n"), text.size());
      skip_line_end();
    } else {
      separator_ = find_separator(text);
    }
  }

  std::vector<CsvRow> parse() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row = parse_row();
      const bool blank = row.cells.size() == 1 && row.cells[0].empty();
      if (blank) continue;
      if (rows.empty()) {
        if (row.cells.size() == 1 && looks_like_comment(row)) refuse_comment(row);
      } else if (row.cells.size() != rows[0].cells.size()) {
        refuse_width(row, rows);
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  char checked(char separator) const {
    if (separator == '\t' || separator == ';' || separator == ',') return separator;
    throw Error(
        fmt::format("{}, line 1: the separator '{}' is none of tab, semicolon and comma: save the "
                    "table with one of these",
                    name_, separator));
  }

  [[noreturn]] void refuse_comment(const CsvRow& row) const {
    throw Error(fmt::format(
        "{}, line {}: a table has no comments, and this line begins with '#': remove it", name_,
        row.line));
  }

  /// A header may begin with # too: then the row after it is as wide.
  [[noreturn]] void refuse_width(const CsvRow& row, const std::vector<CsvRow>& before) const {
    const CsvRow& first = before[0];
    if (looks_like_comment(row)) refuse_comment(row);
    if (before.size() == 1 && looks_like_comment(first)) refuse_comment(first);
    throw Error(fmt::format("{}, line {}: {} columns where line {} has {}", name_, row.line,
                            row.cells.size(), first.line, first.cells.size()));
  }

  CsvRow parse_row() {
    CsvRow row;
    row.line = line_;
    while (true) {
      skip_spaces();
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      row.cells.push_back(quoted ? parse_quoted(row.cells.size() + 1) : parse_unquoted());
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      skip_line_end();
      return row;
    }
  }

  std::string parse_unquoted() {
    const std::size_t start = at_;
    while (!at_cell_end()) ++at_;
    std::size_t end = at_;
    while (end > start && is_space(text_[end - 1])) --end;
    return std::string(text_.substr(start, end - start));
  }

  std::string parse_quoted(std::size_t column) {
    const std::int64_t first_line = line_;
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        const bool escaped = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
        if (!escaped) break;
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    if (at_ == text_.size()) {
      throw Error(fmt::format("{}, line {}, column {}: the quote is never closed", name_,
                              first_line, column));
    }
    ++at_;
    skip_spaces();
    if (!at_cell_end()) {
      throw Error(fmt::format("{}, line {}, column {}: text follows the closing quote", name_,
                              line_, column));
    }
    return cell;
  }

  bool at_cell_end() const {
    return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' ||
           text_[at_] == '\r';
  }

  bool is_space(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }

  void skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  const std::string& name_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  require_text(text, name);
  return CsvParser(text, name).parse();
}

std::string read_text(const std::filesystem::path& file) {
  const auto reader = open_plain(file);
  std::string text(static_cast<std::size_t>(reader->size_bound()), '\0');
  text.resize(reader->read({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}));
  return text;
}

}  // namespace plumb
