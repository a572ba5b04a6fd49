#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// A setting and the values that it takes in turn.
struct Variation {
  std::string key;
  std::vector<std::string> values;
};

/// Reads the "KEY=A,B,…" of --vary. Throws Error where it is something else.
Variation parse_variation(std::string_view text);

/// Reads several. Throws Error also where they vary a key twice.
std::vector<Variation> parse_variations(const std::vector<std::string>& texts);

/// The parts of a text between its commas.
std::vector<std::string> split_commas(std::string_view text);

/// A run's label as the name of its folder: "clip=norm:1" becomes "clip-norm-1".
std::string folder_name(std::string_view label);

}  // namespace plumb
