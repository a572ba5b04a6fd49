#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// As much of a terminal as the live view uses: an endless page, its lines wrapped at a width, one
/// column a character of UTF-8. Throws on an escape sequence that no one should send.
class Terminal {
 public:
  explicit Terminal(std::size_t columns) : columns_(columns), page_(1) {}

  void write(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\033')
        i = escape(text, i);
      else if (text[i] == '\r')
        column_ = 0;
      else if (text[i] == '\n')
        down();
      else
        put(text[i]);
    }
  }

  /// Rewraps what is there, as terminals do.
  void resize(std::size_t columns) {
    columns_ = columns;
    std::vector<Line> page;
    for (const auto& line : page_) {
      for (std::size_t begin = 0; begin == 0 || begin < line.size(); begin += columns) {
        const std::size_t end = std::min(begin + columns, line.size());
        page.emplace_back(line.begin() + static_cast<std::ptrdiff_t>(begin),
                          line.begin() + static_cast<std::ptrdiff_t>(end));
      }
    }
    page_ = page;
    row_ = page_.size() - 1;
    column_ = page_.back().size();
  }

  std::vector<std::string> page() const {
    std::vector<std::string> lines;
    for (const auto& line : page_) {
      lines.emplace_back();
      for (const auto& cell : line) lines.back() += cell;
    }
    return lines;
  }

 private:
  using Line = std::vector<std::string>;  // of cells

  void down() {
    column_ = 0;  // the line discipline makes "\r\n" of "\n"
    if (++row_ == page_.size()) page_.emplace_back();
  }

  void put(char c) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U && column_ > 0) {
      page_[row_][column_ - 1] += c;
      return;
    }
    if (column_ == columns_) down();
    auto& line = page_[row_];
    line.resize(std::max(line.size(), column_ + 1), " ");
    line[column_++] = c;
  }

  std::size_t escape(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 2;
    std::size_t number = 0;
    for (; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end)
      number = 10 * number + static_cast<std::size_t>(text[end] - '0');
    switch (end < text.size() ? text[end] : '\0') {
      case 'A':
        if (number > row_) throw std::runtime_error("the cursor goes above the page");
        row_ -= number;
        break;
      case 'J':
        page_.resize(row_ + 1);
        [[fallthrough]];
      case 'K':
        page_[row_].resize(std::min(page_[row_].size(), column_));
        break;
      case 'm':
        break;
      default:
        throw std::runtime_error("an escape sequence: " + std::string(text.substr(begin + 1, 8)));
    }
    return end;
  }

  std::size_t columns_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::vector<Line> page_;
};
