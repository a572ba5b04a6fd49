#include "text.hpp"

#include <cmath>
#include <cstdio>

namespace plumb {
std::string brief(double value) {
  const bool plain = std::abs(value) >= 99.5 && std::abs(value) < 1e5;
  char text[32];
  if (plain) {
    std::snprintf(text, sizeof text, "%.0f", value);
  } else {
    std::snprintf(text, sizeof text, "%.2g", value);
  }
  return text;
}

std::string percent_text(double share) {
  return share < 10 ? brief(100 * share) + " %" : brief(share) + " times";
}

std::string accuracy_text(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g %%", 100 * share);
  return text;
}

std::string weights_text(double ratio) {
  return percent_text(ratio) + (ratio < 10 ? " of their weights" : " their weights");
}

std::string with_others(const std::string& first, std::size_t others) {
  if (others == 0) return first;
  return first + " and " + std::to_string(others) + (others == 1 ? " other" : " others");
}

}  // namespace plumb
