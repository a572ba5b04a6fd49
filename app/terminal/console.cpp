#include "terminal/console.hpp"

#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "plumb/internal/non_finite.hpp"

namespace plumb {

namespace {

/// Of the environment; the process itself stays in the C locale.
bool locale_is_utf8() {
  const locale_t locale = newlocale(LC_CTYPE_MASK, "", locale_t{});
  if (locale == locale_t{}) return false;
  const bool utf8 = std::string_view(nl_langinfo_l(CODESET, locale)) == "UTF-8";
  freelocale(locale);
  return utf8;
}

std::string styled(const Console& console, int code, std::string_view text) {
  return console.color ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

}  // namespace

TerminalSize terminal_size() {
  TerminalSize size;
  winsize found{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) != 0) return size;
  if (found.ws_col > 0) size.columns = found.ws_col;
  if (found.ws_row > 0) size.rows = found.ws_row;
  return size;
}

Console Console::detect() {
  Console console;
  const char* term = std::getenv("TERM");
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  console.interactive = terminal && term != nullptr && std::string_view(term) != "dumb";
  // https://no-color.org: "when present and not an empty string".
  const char* no_color = std::getenv("NO_COLOR");
  console.color = console.interactive && (no_color == nullptr || *no_color == '\0');
  // A file or a pipe gets UTF-8: what reads it need not share this process's locale.
  console.unicode = !terminal || locale_is_utf8();
  console.width = terminal_size().columns;
  return console;
}

std::string bold(const Console& console, std::string_view text) {
  return styled(console, 1, text);
}

std::string dim(const Console& console, std::string_view text) {
  return styled(console, 2, text);
}

std::string colored(const Console& console, Hue hue, std::string_view text) {
  switch (hue) {
    case Hue::cyan:
      return styled(console, 36, text);
    case Hue::yellow:
      return styled(console, 33, text);
    case Hue::red:
      return styled(console, 31, text);
  }
  return std::string(text);
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string short_number(double value) {
  if (const auto name = non_finite_name(value); !name.empty()) return std::string(name);
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e4)) return fmt::format("{:.2e}", value);
  return fmt::format("{:.4g}", value);
}

std::string percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:.2f} %", 100 * share);
}

}  // namespace plumb
