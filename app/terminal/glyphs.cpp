#include "terminal/glyphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace plumb {
namespace {

constexpr std::array<std::string_view, 8> block_levels{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> ascii_levels{"_", ".", ",", "-", "=", "+", "*", "#"};
constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

std::size_t level(double value, double low, double high) {
  if (high <= low) return 0;
  return static_cast<std::size_t>(std::clamp((value - low) / (high - low) * 8, 0.0, 7.0));
}

}  // namespace

std::string sparkline(const std::vector<double>& values, double low, double high,
                      const Console& console) {
  const auto& levels = console.unicode ? block_levels : ascii_levels;
  std::string line;
  for (const double value : values)
    line += std::isfinite(value) ? levels[level(value, low, high)] : std::string_view("!");
  return line;
}

std::string bar(double share, std::size_t columns, std::optional<double> mark,
                const Console& console) {
  const double room = static_cast<double>(columns);
  const double length = std::clamp(share, 0.0, 1.0) * room;
  std::size_t full = static_cast<std::size_t>(console.unicode ? length : std::round(length));
  const auto rest = static_cast<std::size_t>((length - static_cast<double>(full)) * 8);
  std::vector<std::string_view> cells(columns, " ");
  std::fill_n(cells.begin(), full, console.unicode ? std::string_view("█") : "#");
  if (console.unicode && full < columns && rest > 0) cells[full++] = eighths[rest];
  if (mark && columns > 0) {
    const auto place =
        std::min(static_cast<std::size_t>(std::clamp(*mark, 0.0, 1.0) * room), columns - 1);
    if (place + 1 != full) cells[place] = console.unicode ? "┊" : "|";
  }
  std::string text;
  for (const auto cell : cells) text += cell;
  return text;
}

std::string progress_bar(double share, std::size_t columns, const Console& console) {
  std::string filled = bar(share, columns, std::nullopt, console);
  for (std::size_t end; (end = filled.find(' ')) != std::string::npos;)
    filled.replace(end, 1, console.unicode ? "░" : ".");
  return filled;
}

}  // namespace plumb
