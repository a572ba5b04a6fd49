#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace plumb {

/// A choice that takes a number is listed with a placeholder behind a colon: "uniform:A". This is
/// what stands in the placeholder's place: "0.05" of "uniform:0.05". Nothing if `text` is not of
/// that choice, or the choice takes no number.
inline std::optional<std::string_view> argument_text(std::string_view text,
                                                     std::string_view choice) {
  const auto colon = choice.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  if (!text.starts_with(choice.substr(0, colon + 1))) return std::nullopt;
  return text.substr(colon + 1);
}

/// The number that `text` is, if it is nothing else and finite.
inline std::optional<double> finite_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// The same if it is > 0 too.
inline std::optional<double> positive_number(std::string_view text) {
  const auto value = finite_number(text);
  return value && *value > 0 ? value : std::nullopt;
}

/// "a number > 0", what a placeholder stands for; the C of "constant:C" stands for any.
inline bool takes_any_number(std::string_view choice) {
  return choice.ends_with(":C");
}

inline std::optional<double> choice_number(std::string_view text, std::string_view choice) {
  return takes_any_number(choice) ? finite_number(text) : positive_number(text);
}

}  // namespace plumb
