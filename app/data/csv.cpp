#include "data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv_table.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::optional<double> to_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<float> to_finite_float(std::string_view text) {
  constexpr double largest = std::numeric_limits<float>::max();
  const auto number = to_number(text);
  if (!number || !(std::abs(*number) <= largest)) return std::nullopt;
  return static_cast<float>(*number);
}

class CsvReader {
 public:
  CsvReader(const fs::path& file, bool regression) : name_(file.string()), regression_(regression) {
    rows_ = parse_csv(read_text(file), name_);
    if (!rows_.empty() && rows_[0].cells.size() < 2) {
      throw Error(
          fmt::format("{}, line {}: one column only, where features and then a {} are needed",
                      name_, rows_[0].line, label_word()));
    }
    if (!rows_.empty() && is_header(rows_[0])) rows_.erase(rows_.begin());
    if (rows_.empty()) throw Error(fmt::format("{} has no data", name_));
  }

  CsvSamples read() const {
    CsvSamples result;
    result.features = static_cast<std::int64_t>(rows_[0].cells.size()) - 1;
    result.samples.count = static_cast<std::int64_t>(rows_.size());
    result.samples.features.reserve(rows_.size() * (rows_[0].cells.size() - 1));
    for (const auto& row : rows_) {
      for (std::size_t column = 0; column + 1 < row.cells.size(); ++column) {
        result.samples.features.push_back(number_at(row, column));
      }
    }
    if (regression_) {
      read_targets(result);
    } else {
      read_labels(result);
    }
    return result;
  }

 private:
  const char* label_word() const { return regression_ ? "value" : "class"; }

  static bool is_header(const CsvRow& row) {
    return std::none_of(row.cells.begin(), row.cells.end() - 1,
                        [](const std::string& cell) { return to_number(cell).has_value(); });
  }

  float number_at(const CsvRow& row, std::size_t column) const {
    if (const auto value = to_finite_float(row.cells[column])) return *value;
    throw Error(fmt::format("{}, line {}, column {}: '{}' is not a finite number", name_, row.line,
                            column + 1, row.cells[column]));
  }

  void read_targets(CsvSamples& result) const {
    for (const auto& row : rows_) {
      result.samples.targets.push_back(number_at(row, row.cells.size() - 1));
    }
  }

  void read_labels(CsvSamples& result) const {
    for (const auto& row : rows_) {
      if (row.cells.back().empty()) {
        throw Error(fmt::format("{}, line {}, column {}: the class is empty", name_, row.line,
                                row.cells.size()));
      }
    }
    const bool numeric = std::all_of(rows_.begin(), rows_.end(), [](const CsvRow& row) {
      return to_finite_float(row.cells.back()).has_value();
    });
    result.classes =
        numeric ? number_classes([](const std::string& cell) { return *to_number(cell); },
                                 result.samples)
                : number_classes([](const std::string& cell) { return cell; }, result.samples);
    if (result.classes < 2) {
      throw Error(fmt::format("{} has the single class '{}': at least two are needed", name_,
                              rows_[0].cells.back()));
    }
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
  std::vector<CsvRow> rows_;
};

}  // namespace

CsvSamples read_csv(const fs::path& file, bool regression) {
  return CsvReader(file, regression).read();
}

}  // namespace plumb
