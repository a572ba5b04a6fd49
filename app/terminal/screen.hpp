#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/console.hpp"

namespace plumb {

/// A block of lines that stays at the bottom of a terminal while text scrolls by above it. Each
/// change is one write, so that no half of it is seen. The cursor stays visible and the terminal's
/// own history is left as it is: a process that dies leaves a terminal in order.
class Screen {
 public:
  /// `write`: puts a text out at once. `columns`: how wide the terminal is now.
  Screen(std::function<void(std::string_view)> write, std::function<int()> columns);

  /// Replaces the block. The lines are narrower than the terminal.
  void show(const std::vector<std::string>& lines);

  /// Text, which ends in a newline, above the block.
  void print(std::string_view text);

  /// Takes the block away.
  void clear();

 private:
  std::string erased() const;

  std::function<void(std::string_view)> write_;
  std::function<int()> columns_;
  std::vector<std::string> block_;
};

}  // namespace plumb
