#include "terminal/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plumb {
namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Bytes of the character that begins at `begin`.
std::size_t character_length(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < text.size() && continues_character(text[end])) ++end;
  return end - begin;
}

/// Past an escape sequence "ESC [ … letter" that begins at `begin`.
std::size_t skip_style(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 2;
  while (end < text.size() && (text[end] < '@' || text[end] > '~')) ++end;
  return std::min(end + 1, text.size());
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> substitutes{{
    {"→", "->"},    {"…", "..."}, {"×", "x"},       {"−", "-"},    {"–", "-"},  {"—", "-"},
    {"≤", "<="},    {"≥", ">="},  {"±", "+-"},      {"·", "."},    {"²", "2"},  {"√", "sqrt "},
    {"σ", "sigma"}, {"χ", "chi"}, {"ε", "epsilon"}, {"π", "pi"},   {"“", "\""}, {"”", "\""},
    {"’", "'"},     {"‖", "||"},  {"∂", "d"},       {"β", "beta"},
}};

std::string_view substitute(std::string_view character) {
  for (const auto& [from, to] : substitutes) {
    if (from == character) return to;
  }
  return "?";
}

}  // namespace

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\033' && i + 1 < text.size() && text[i + 1] == '[') {
      i = skip_style(text, i);
    } else {
      if (!continues_character(text[i])) ++width;
      ++i;
    }
  }
  return width;
}

std::string fitted(std::string_view text, std::size_t columns, const Console& console) {
  if (text_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t end = 0;
  for (std::size_t i = 1; i < columns; ++i) end += character_length(text, end);
  return std::string(text.substr(0, end)) + (console.unicode ? "…" : ".");
}

std::string padded(std::string text, std::size_t columns) {
  const std::size_t width = text_width(text);
  if (width < columns) text.append(columns - width, ' ');
  return text;
}

std::string printable(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    // U+0080 to U+009F, of which U+009B begins an escape sequence too, are 0xC2 and that byte.
    const bool c1 =
        byte >= 0x80U && byte < 0xA0U && i > 0 && static_cast<unsigned char>(text[i - 1]) == 0xC2U;
    if (c1) result[i - 1] = '?';
    if (byte < 0x20U || byte == 0x7FU || c1) result[i] = '?';
  }
  return result;
}

std::string ascii(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const auto character = text.substr(i, length);
    if (static_cast<unsigned char>(text[i]) < 0x80U)
      result += character;
    else
      result += substitute(character);
    i += length;
  }
  return result;
}

std::string for_console(std::string text, const Console& console) {
  return console.unicode ? std::move(text) : ascii(text);
}

}  // namespace plumb
