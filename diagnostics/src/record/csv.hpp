#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// Calls visit(line, number) for each line that ends in a newline; numbers count from 1. A last
/// line without its newline was being written when the run died: it is left out. Returns false if
/// the file does not exist.
bool for_each_complete_line(const std::filesystem::path& file,
                            const std::function<void(std::string_view, std::size_t)>& visit);

/// The cells of one line, RFC 4180 quotes undone; nothing where a quote does not close.
std::optional<std::vector<std::string>> split_csv(std::string_view line);

/// A number as Plumb writes it, `nan`, `inf` and `-inf` included; not-a-number for an empty cell;
/// nothing for any other text.
std::optional<double> parse_csv_number(std::string_view cell);

std::optional<std::int64_t> parse_csv_integer(std::string_view cell);

/// A table with named columns. Columns may come in any order and unknown ones are ignored: a later
/// version only adds.
class CsvReader {
 public:
  explicit CsvReader(std::filesystem::path file) : file_(std::move(file)) {}

  /// Calls visit for each row, with the cells of `columns` in the order given. Throws Error for a
  /// header that lacks a column and for a row with another number of cells than the header.
  void read(const std::vector<std::string>& columns,
            const std::function<void(const std::vector<std::string>&)>& visit);

  double number(const std::string& cell, const std::string& column) const;
  std::int64_t integer(const std::string& cell, const std::string& column) const;

  /// Throws an Error that names the file and the line being read.
  [[noreturn]] void reject(const std::string& reason) const;

 private:
  std::filesystem::path file_;
  std::size_t line_ = 0;
};

}  // namespace plumb
