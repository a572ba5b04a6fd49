#include "commands/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace plumb {

Console Console::detect() {
  Console console;
  const char* term = std::getenv("TERM");
  console.interactive =
      isatty(STDOUT_FILENO) != 0 && term != nullptr && std::string_view(term) != "dumb";
  console.color = console.interactive && std::getenv("NO_COLOR") == nullptr;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) console.width = size.ws_col;
  return console;
}

std::string bold(const Console& console, std::string_view text) {
  return console.color ? fmt::format("\033[1m{}\033[0m", text) : std::string(text);
}

std::string dim(const Console& console, std::string_view text) {
  return console.color ? fmt::format("\033[2m{}\033[0m", text) : std::string(text);
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string short_number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e4)) return fmt::format("{:.2e}", value);
  return fmt::format("{:.4g}", value);
}

std::string percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:.2f} %", 100 * share);
}

}  // namespace plumb
