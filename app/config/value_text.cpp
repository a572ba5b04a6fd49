#include "config/value_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/shell_word.hpp"
#include "plumb/internal/utf8.hpp"
#include "plumb/models/choice_argument.hpp"

namespace plumb {
namespace {

template <typename Number>
bool parse_whole(std::string_view text, Number& value) {
  const char* end = text.data() + text.size();
  const auto [position, error] = std::from_chars(text.data(), end, value);
  return !text.empty() && error == std::errc{} && position == end;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row[b.size()];
}

std::vector<std::string> nearest(std::string_view name,
                                 const std::vector<std::string>& candidates) {
  const std::string wrong = lower_case(name);
  // Of a short name two other letters make any other name.
  const std::size_t letters = wrong.size() - std::min(wrong.find_first_not_of('-'), wrong.size());
  const std::size_t most = letters < 4 ? 1 : std::max<std::size_t>(2, letters / 3);
  std::vector<std::pair<std::size_t, std::string>> scored;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(wrong, lower_case(candidate));
    const bool is_close = distance <= most;
    const bool is_prefix = wrong.size() >= 2 && candidate.starts_with(wrong);
    if (is_close || is_prefix) scored.emplace_back(is_prefix ? 0 : distance, candidate);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (const auto& [distance, candidate] : scored) names.push_back(candidate);
  if (names.size() > 3) names.resize(3);
  return names;
}

std::string range_text(double low, double high, bool open_low, bool open_high) {
  const bool bounded = high < std::numeric_limits<double>::max();
  if (!bounded) return fmt::format("a number {} {}", open_low ? ">" : ">=", low);
  return fmt::format("a number in {}{}, {}{}", open_low ? '(' : '[', low, high,
                     open_high ? ')' : ']');
}

}  // namespace

double parse_number(std::string_view key, std::string_view text, double low, double high,
                    bool open_low, bool open_high) {
  double value = 0;
  const bool in_range = parse_whole(text, value) && std::isfinite(value) &&
                        (open_low ? value > low : value >= low) &&
                        (open_high ? value < high : value <= high);
  if (!in_range) {
    throw Error(fmt::format("--{} {} is not {}", key, shell_word(text),
                            range_text(low, high, open_low, open_high)));
  }
  return value;
}

std::int64_t parse_integer(std::string_view key, std::string_view text, std::int64_t low,
                           std::int64_t high) {
  std::int64_t value = 0;
  if (!parse_whole(text, value) || value < low || value > high) {
    throw Error(fmt::format("--{} {} is not a whole number from {} to {}", key, shell_word(text),
                            low, high));
  }
  return value;
}

std::uint64_t parse_seed(std::string_view key, std::string_view text) {
  std::uint64_t value = 0;
  // TOML integers are signed 64-bit: a larger seed could not be written to config.toml.
  if (!parse_whole(text, value) ||
      value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw Error(
        fmt::format("--{} {} is not a whole number from 0 to 2^63 - 1", key, shell_word(text)));
  }
  return value;
}

bool parse_flag(std::string_view key, std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  throw Error(fmt::format("--{} {} is neither true nor false", key, shell_word(text)));
}

std::string parse_choice(std::string_view key, std::string_view text,
                         const std::vector<std::string>& choices) {
  for (const auto& choice : choices) {
    const auto argument = argument_text(text, choice);
    if (argument ? choice_number(*argument, choice).has_value() : text == choice) {
      return std::string(text);
    }
    if (argument) {
      throw Error(fmt::format("--{} {} is not {} with a {}", key, shell_word(text), choice,
                              takes_any_number(choice) ? "finite number" : "number > 0"));
    }
  }
  throw Error(fmt::format("--{} {} is not one of {}", key, shell_word(text), join(choices)));
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  return fmt::format("{}", fmt::join(items, separator));
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view otherwise, std::string_view form) {
  auto close = nearest(name, candidates);
  if (close.empty()) return std::string(otherwise);
  for (auto& candidate : close) candidate = fmt::format(fmt::runtime(form), candidate);
  const std::string last = std::move(close.back());
  close.pop_back();
  return fmt::format("did you mean {}{}{}?", join(close), close.empty() ? "" : " or ", last);
}

}  // namespace plumb
