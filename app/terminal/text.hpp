#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/console.hpp"

namespace plumb {

/// Columns that UTF-8 text takes: one a character, none for the escape sequences of its style.
std::size_t text_width(std::string_view text);

/// The text in at most `columns`, its end replaced by "…" (or "." without Unicode) where it is too
/// long. Of text without style.
std::string fitted(std::string_view text, std::size_t columns, const Console& console);

/// The text and spaces up to `columns`.
std::string padded(std::string text, std::size_t columns);

/// Prose broken at spaces into lines of at most `columns`, each after `indent` spaces. A word that
/// is longer has a line of its own. A line break stays one; a flag and its value ("--init
/// he-normal") stay together.
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent = 0);

/// Such lines of words that are not broken, whatever is in them.
std::string filled(const std::vector<std::string>& words, std::size_t columns,
                   std::size_t indent = 0);

/// How wide prose is on this console: its width, but nobody reads lines of over 100 characters.
std::size_t prose_width(const Console& console);

/// Lines that are each a paragraph, wrapped to the terminal; items ("- ") hang. As it is where
/// there is no terminal: what reads a pipe finds a sentence in a line.
std::string prose(std::string_view text, const Console& console);

/// One paragraph after `indent` spaces, wrapped as prose() does.
std::string paragraph(std::string_view text, const Console& console, std::size_t indent = 0);

/// Markdown whose paragraphs are several lines, filled anew for the terminal. Headings, code and
/// tables stay.
std::string refilled(std::string_view markdown, const Console& console);

/// Names of runs and layers come from anywhere: control characters, of which escape sequences are
/// made, become "?".
std::string printable(std::string_view text);

/// What a terminal without UTF-8 can show of UTF-8 text: "→" as "->", an unknown character as "?".
std::string ascii(std::string_view text);

/// The text as it is, or as ascii() has it, as the console needs it.
std::string for_console(std::string text, const Console& console);

}  // namespace plumb
