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

constexpr std::string_view item_mark = "- ";

/// Calls `visit` with each line, without its end.
template <typename Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// One paragraph; of an item the lines after the first stand below its text.
std::string paragraph_or_item(std::string_view line, std::size_t columns) {
  if (!line.starts_with(item_mark)) return wrapped(line, columns);
  std::string text = wrapped(line.substr(item_mark.size()), columns, item_mark.size());
  return text.replace(0, item_mark.size(), item_mark);
}

/// Whether a line of Markdown is more of the paragraph or item before it.
bool continues_paragraph(std::string_view line, std::string_view before) {
  constexpr std::string_view code = "    ";
  const auto stands_alone = [&](std::string_view text) {
    return text.empty() || text.front() == '#' || text.front() == '|' || text.starts_with(code);
  };
  return !stands_alone(line) && !stands_alone(before) && !line.starts_with(item_mark);
}

/// Whether the word after it is its value, or may be: "--init", "(--init".
bool takes_value(std::string_view word) {
  if (word.starts_with('(')) word.remove_prefix(1);
  const auto last = word.empty() ? '\0' : word.back();
  return word.starts_with("--") && ((last >= 'a' && last <= 'z') || (last >= '0' && last <= '9'));
}

/// Bytes up to the next place to break at: of a word, or of a flag and its value where a line has
/// room for both.
std::size_t unbroken_length(std::string_view text, std::size_t room) {
  const std::size_t word = std::min(text.find(' '), text.size());
  if (word == text.size() || !takes_value(text.substr(0, word))) return word;
  const std::size_t both = std::min(text.find(' ', word + 1), text.size());
  const bool is_flag = text.substr(word + 1).starts_with("--");
  return is_flag || text_width(text.substr(0, both)) > room ? word : both;
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

std::string filled(const std::vector<std::string>& words, std::size_t columns, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string result = margin;
  std::size_t column = indent;
  for (const auto& word : words) {
    const std::size_t width = text_width(word);
    if (column > indent && column + 1 + width > columns) {
      result += '\n' + margin;
      column = indent;
    } else if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += width;
  }
  return result;
}

std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
  if (const auto line_end = text.find('\n'); line_end != std::string_view::npos) {
    const std::string_view rest = text.substr(line_end + 1);
    return wrapped(text.substr(0, line_end), columns, indent) + '\n' +
           (rest.empty() ? "" : wrapped(rest, columns, indent));
  }
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = unbroken_length(text, columns > indent ? columns - indent : 0);
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return filled(words, columns, indent);
}

std::size_t prose_width(const Console& console) {
  return static_cast<std::size_t>(std::clamp(console.width, 24, 100));
}

std::string prose(std::string_view text, const Console& console) {
  if (!console.interactive) return std::string(text);
  std::string result;
  for_each_line(text, [&](std::string_view line) {
    // Code and tables are laid out already.
    const bool laid_out = line.starts_with(' ') || line.starts_with('|');
    result += laid_out ? std::string(line) : paragraph_or_item(line, prose_width(console));
    result += '\n';
  });
  return result;
}

std::string paragraph(std::string_view text, const Console& console, std::size_t indent) {
  if (!console.interactive) return std::string(indent, ' ').append(text);
  return wrapped(text, prose_width(console), indent);
}

std::string refilled(std::string_view markdown, const Console& console) {
  if (!console.interactive) return std::string(markdown);
  std::string text, before;
  for_each_line(markdown, [&](std::string_view line) {
    const bool more = continues_paragraph(line, before);
    if (!text.empty()) text += more ? ' ' : '\n';
    text += more ? line.substr(std::min(line.find_first_not_of(' '), line.size())) : line;
    before = line;
  });
  return prose(text + '\n', console);
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
