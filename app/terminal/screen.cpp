#include "terminal/screen.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal/text.hpp"

namespace plumb {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) {
    if (!text.empty()) text += "\r\n";
    text += line + "\033[K";
  }
  return text;
}

}  // namespace

Screen::Screen(std::function<void(std::string_view)> write, std::function<int()> columns)
    : write_(std::move(write)), columns_(std::move(columns)) {}

/// The cursor at the block's first line. A terminal made narrower has wrapped the lines, which are
/// more rows then.
std::string Screen::erased() const {
  if (block_.empty()) return {};
  const auto columns = static_cast<std::size_t>(std::max(columns_(), 1));
  std::size_t rows = 0;
  for (const auto& line : block_)
    rows += std::max<std::size_t>((text_width(line) + columns - 1) / columns, 1);
  return rows > 1 ? fmt::format("\r\033[{}A", rows - 1) : std::string("\r");
}

void Screen::show(const std::vector<std::string>& lines) {
  const std::string up = erased();
  block_ = lines;
  write_(up + joined(block_) + "\033[J");
}

void Screen::print(std::string_view text) {
  write_(erased() + "\033[J" + std::string(text) + joined(block_));
}

void Screen::clear() {
  if (block_.empty()) return;
  write_(erased() + "\033[J");
  block_.clear();
}

}  // namespace plumb
