#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// In character cells.
struct TerminalSize {
  int columns = 80;
  int rows = 24;
};

/// What the terminal can do, asked once at start.
struct Console {
  bool interactive = false;  ///< standard output is a terminal that moves its cursor
  bool color = false;        ///< and NO_COLOR is not set, or empty
  bool unicode = true;       ///< false for a terminal whose locale is not UTF-8
  int width = 80;            ///< columns

  static Console detect();
};

/// Of the terminal behind standard output now: it changes while a run goes on. 80 × 24 where there
/// is none.
TerminalSize terminal_size();

/// Text in bold or dim where the console has colour, plain elsewhere.
std::string bold(const Console& console, std::string_view text);
std::string dim(const Console& console, std::string_view text);

enum class Hue { cyan, yellow, red };

/// Text in that colour where the console has colour, plain elsewhere. Nothing is told by colour
/// alone.
std::string colored(const Console& console, Hue hue, std::string_view text);

/// "1:23:45", "4:05", "12 s".
std::string duration_text(double seconds);

/// A number in few characters: "0.8467", "3.86e+04", "nan"; "-" where it was not measured.
std::string short_number(double value);
std::string percent(double share);

}  // namespace plumb
