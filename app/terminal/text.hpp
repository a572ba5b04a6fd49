#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "terminal/console.hpp"

namespace plumb {

/// Columns that UTF-8 text takes: one a character, none for the escape sequences of its style.
std::size_t text_width(std::string_view text);

/// The text in at most `columns`, its end replaced by "…" (or "." without Unicode) where it is too
/// long. Of text without style.
std::string fitted(std::string_view text, std::size_t columns, const Console& console);

/// The text and spaces up to `columns`.
std::string padded(std::string text, std::size_t columns);

/// Names of runs and layers come from anywhere: control characters, of which escape sequences are
/// made, become "?".
std::string printable(std::string_view text);

/// What a terminal without UTF-8 can show of UTF-8 text: "→" as "->", an unknown character as "?".
std::string ascii(std::string_view text);

/// The text as it is, or as ascii() has it, as the console needs it.
std::string for_console(std::string text, const Console& console);

}  // namespace plumb
