#pragma once

#include <cstdint>

namespace plumb {

/// How often in a row something was so.
class Streak {
 public:
  /// Returns the length of the streak, 0 if it has ended.
  int update(bool holds, std::int64_t step) {
    if (!holds) {
      length_ = 0;
    } else if (length_++ == 0) {
      since_ = step;
    }
    return length_;
  }

  int length() const { return length_; }
  std::int64_t since() const { return since_; }

 private:
  int length_ = 0;
  std::int64_t since_ = 0;
};

}  // namespace plumb
