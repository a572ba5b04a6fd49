#include "data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/csv_table.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  double value = 0.0;
  std::errc error = {};  ///< none, or result_out_of_range
};

/// Nothing where the text is no number.
std::optional<Parsed> parse(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Parsed parsed;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed.value);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  parsed.error = error;
  return parsed;
}

std::optional<double> to_number(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed || parsed->error != std::errc()) return std::nullopt;
  return parsed->value;
}

/// A number, but none that a float holds: 1e39, or 1e-400, which a double does not hold either.
bool is_out_of_range(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed) return false;
  if (parsed->error == std::errc::result_out_of_range) return true;
  return std::isfinite(parsed->value) &&
         std::abs(parsed->value) > static_cast<double>(std::numeric_limits<float>::max());
}

/// A number that a float holds, but for rounding.
std::optional<double> to_float_range(std::string_view text) {
  constexpr double largest = std::numeric_limits<float>::max();
  const auto number = to_number(text);
  return number && std::abs(*number) <= largest ? number : std::nullopt;
}

std::vector<float> rounded(const std::vector<double>& values) {
  std::vector<float> floats(values.size());
  std::transform(values.begin(), values.end(), floats.begin(),
                 [](double value) { return static_cast<float>(value); });
  return floats;
}

/// "-0,1629", as tables of a locale with a decimal comma have it.
bool has_decimal_comma(std::string text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos) return false;
  text[comma] = '.';
  return to_number(text).has_value();
}

bool is_same_label(const std::string& a, const std::string& b) {
  const auto x = to_number(a), y = to_number(b);
  return x && y ? *x == *y : a == b;
}

/// What tables have where a number is missing, or where none can be: "NA", "nan", "-inf".
bool is_missing(std::string_view text) {
  if (const auto number = to_number(text)) return !std::isfinite(*number);
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::array<std::string_view, 7> names{"na", "n/a", "nan", "null", "none", "?", "#n/a"};
  return std::find(names.begin(), names.end(), lower) != names.end();
}

/// Why a cell is no number to train with.
const char* fault_of(const std::string& cell) {
  if (is_out_of_range(cell))
    return "does not fit a float, in which data are kept: rescale the column";
  if (has_decimal_comma(cell)) {
    return "has a decimal comma, and numbers have a decimal point: save the table with that";
  }
  if (cell.empty() || is_missing(cell))
    return "is not a finite number: fill in a value, or leave the row out";
  return "is not a finite number: of a text make a column of 0 and 1 for each of its values";
}

/// Whole numbers that rise by one and the same step, as column numbers or years do. Two of them are
/// told from data only where they follow each other.
bool counts_up(std::span<const std::string> cells) {
  std::vector<double> numbers;
  for (const auto& cell : cells) {
    const auto number = to_number(cell);
    if (!number || std::floor(*number) != *number) return false;
    numbers.push_back(*number);
  }
  if (numbers.size() < 2) return false;
  const double step = numbers[1] - numbers[0];
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] - numbers[i - 1] != step) return false;
  }
  return step == 1 || (step > 1 && numbers.size() > 2);
}

/// What separators at the end of every line make, as spreadsheets write them.
void drop_empty_last_columns(std::vector<CsvRow>& rows) {
  const auto ends_empty = [](const CsvRow& row) {
    return row.cells.size() > 1 && row.cells.back().empty();
  };
  while (!rows.empty() && std::all_of(rows.begin(), rows.end(), ends_empty)) {
    for (auto& row : rows) row.cells.pop_back();
  }
}

class CsvReader {
 public:
  CsvReader(const fs::path& file, bool regression) : name_(file.string()), regression_(regression) {
    rows_ = parse_csv(read_text(file), name_);
    drop_empty_last_columns(rows_);
    if (!rows_.empty() && rows_[0].cells.size() < 2) {
      throw Error(
          fmt::format("{}, line {}: one column only, where features and then a {} are needed",
                      name_, rows_[0].line, label_word()));
    }
    if (!rows_.empty() && is_header(rows_[0])) {
      header_ = std::move(rows_[0].cells);
      rows_.erase(rows_.begin());
    }
    if (rows_.empty()) throw Error(fmt::format("{} has no data", name_));
  }

  CsvSamples read() const {
    CsvSamples result;
    result.features = static_cast<std::int64_t>(rows_[0].cells.size()) - 1;
    result.samples.count = static_cast<std::int64_t>(rows_.size());
    result.header = header_;
    auto& features = result.samples.exact_features;
    features.reserve(rows_.size() * (rows_[0].cells.size() - 1));
    for (const auto& row : rows_) {
      for (std::size_t column = 0; column + 1 < row.cells.size(); ++column) {
        features.push_back(number_at(row, column));
      }
    }
    result.samples.features = rounded(features);
    if (regression_) {
      read_targets(result);
    } else {
      read_labels(result);
    }
    if (looks_like_header(rows_[0])) {
      result.notice = fmt::format(
          "{}, line {}: taken for data, though it looks like a header of numbers ({}, {}, …); "
          "if it is one, remove it or give the columns names",
          name_, rows_[0].line, rows_[0].cells[0], rows_[0].cells[1]);
    }
    return result;
  }

 private:
  const char* label_word() const { return regression_ ? "value" : "class"; }

  static bool is_header(const CsvRow& row) {
    return std::none_of(row.cells.begin(), row.cells.end() - 1,
                        [](const std::string& cell) { return to_number(cell).has_value(); });
  }

  /// Of a line that has numbers: they count up as in no other line, and so does the value to
  /// regress on, or the class is that of no other line.
  bool looks_like_header(const CsvRow& row) const {
    const std::size_t counting = row.cells.size() - (regression_ ? 0 : 1);
    const auto counts = [=](const CsvRow& r) {
      return counts_up(std::span(r.cells).first(counting));
    };
    const auto resembles = [&](const CsvRow& other) {
      return counts(other) || (!regression_ && is_same_label(other.cells.back(), row.cells.back()));
    };
    return rows_.size() > 2 && counts(row) &&
           std::none_of(rows_.begin() + 1, rows_.end(), resembles);
  }

  double number_at(const CsvRow& row, std::size_t column) const {
    if (const auto value = to_float_range(row.cells[column])) return *value;
    throw Error(fmt::format("{}, line {}, column {}: '{}' {}", name_, row.line, column + 1,
                            row.cells[column], fault_of(row.cells[column])));
  }

  void read_targets(CsvSamples& result) const {
    for (const auto& row : rows_) {
      result.samples.exact_targets.push_back(number_at(row, row.cells.size() - 1));
    }
    result.samples.targets = rounded(result.samples.exact_targets);
  }

  void read_labels(CsvSamples& result) const {
    for (const auto& row : rows_) {
      if (row.cells.back().empty()) {
        throw Error(fmt::format("{}, line {}, column {}: the class is empty", name_, row.line,
                                row.cells.size()));
      }
    }
    require_no_missing();
    const bool numeric = std::all_of(rows_.begin(), rows_.end(), [](const CsvRow& row) {
      return to_float_range(row.cells.back()).has_value();
    });
    if (numeric) check_classes();
    check_sharing(numeric);
    result.classes =
        numeric ? number_classes([](const std::string& cell) { return *to_number(cell); },
                                 result.samples)
                : number_classes([](const std::string& cell) { return cell; }, result.samples);
    if (result.classes < 2) {
      throw Error(fmt::format("{} has the single class '{}': at least two are needed", name_,
                              rows_[0].cells.back()));
    }
  }

  /// Among texts they are texts; a column of numbers has no such class.
  void require_no_missing() const {
    const CsvRow* missing = nullptr;
    bool any_number = false;
    for (const auto& row : rows_) {
      if (is_missing(row.cells.back())) {
        if (missing == nullptr) missing = &row;
      } else if (to_float_range(row.cells.back())) {
        any_number = true;
      } else {
        return;
      }
    }
    if (missing == nullptr || !any_number) return;
    throw Error(fmt::format(
        "{}, line {}, column {}: '{}' among classes that are numbers is a missing value: remove "
        "the row, or give it a class",
        name_, missing->line, missing->cells.size(), missing->cells.back()));
  }

  /// Of labels that are numbers.
  void check_classes() const {
    std::map<double, std::int64_t> rows_with;
    for (const auto& row : rows_) ++rows_with[*to_number(row.cells.back())];
    const auto is_fraction = [](const auto& entry) {
      return std::floor(entry.first) != entry.first;
    };
    const auto fraction = std::find_if(rows_with.begin(), rows_with.end(), is_fraction);
    const auto alone = std::count_if(rows_with.begin(), rows_with.end(),
                                     [](const auto& entry) { return entry.second == 1; });
    if (fraction == rows_with.end() || 2 * alone <= static_cast<std::ptrdiff_t>(rows_.size()))
      return;
    throw NotClasses(
        fmt::format("{} has values in its last column, not classes, such as {}: {} of {} rows "
                    "have one of their own; to regress on them, give --loss mse",
                    name_, fraction->first, alone, rows_.size()));
  }

  /// Names, dates and numbers of rows are no classes: nothing is to be learnt of one that a single
  /// row has. A small table may be such all the same.
  void check_sharing(bool numeric) const {
    constexpr std::ptrdiff_t few = 20;
    std::map<std::string, std::int64_t> rows_with;
    for (const auto& row : rows_) ++rows_with[row.cells.back()];
    const auto alone = std::count_if(rows_with.begin(), rows_with.end(),
                                     [](const auto& entry) { return entry.second == 1; });
    if (alone <= few || 2 * alone <= static_cast<std::ptrdiff_t>(rows_.size())) return;
    const std::string fault = fmt::format(
        "{} has no classes in its last column: {} of {} rows have one of their own there, such as "
        "'{}'",
        name_, alone, rows_.size(), rows_[0].cells.back());
    if (numeric) throw NotClasses(fault + "; to regress on them, give --loss mse");
    throw Error(fault + ", as names or dates are: put the column of the class last");
  }

  /// Labels every row by the rank of its key among all keys. Returns how many keys there are.
  template <typename KeyOf>
  std::int64_t number_classes(KeyOf key_of, Split& samples) const {
    std::map<decltype(key_of(std::string())), std::int64_t> classes;
    for (const auto& row : rows_) classes.emplace(key_of(row.cells.back()), 0);
    std::int64_t next = 0;
    for (auto& entry : classes) entry.second = next++;
    for (const auto& row : rows_) samples.labels.push_back(classes.at(key_of(row.cells.back())));
    return next;
  }

  std::string name_;
  bool regression_;
  std::vector<std::string> header_;
  std::vector<CsvRow> rows_;
};

}  // namespace

CsvSamples read_csv(const fs::path& file, bool regression) {
  return CsvReader(file, regression).read();
}

std::string column_label(const CsvSamples& table, std::size_t column) {
  const std::string name = column < table.header.size() ? table.header[column] : std::string();
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (name.empty() || std::any_of(name.begin(), name.end(), is_control))
    return fmt::format("column {}", column + 1);
  return "column " + name;
}

}  // namespace plumb
