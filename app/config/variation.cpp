#include "config/variation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {

std::vector<std::string> split_commas(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Variation parse_variation(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    throw Error(fmt::format("--vary {} is not KEY=A,B,…, such as clip=none,norm:1", text));
  }
  return {std::string(text.substr(0, equals)), split_commas(text.substr(equals + 1))};
}

std::vector<Variation> parse_variations(const std::vector<std::string>& texts) {
  std::vector<Variation> variations;
  for (const auto& text : texts) {
    Variation next = parse_variation(text);
    for (const auto& other : variations) {
      if (other.key != next.key) continue;
      throw Error(fmt::format("--vary names {0} twice: give its values in one list, --vary {0}={1}",
                              next.key, join(other.values, ",") + ',' + join(next.values, ",")));
    }
    variations.push_back(std::move(next));
  }
  return variations;
}

std::string folder_name(std::string_view label) {
  std::string folder;
  for (const char c : label) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '-';
    folder += plain ? c : '-';
  }
  return folder;
}

}  // namespace plumb
