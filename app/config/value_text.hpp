#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

// Parsers of one value. Each throws Error naming the key, the value, and what would be right.

double parse_number(std::string_view key, std::string_view text, double low, double high,
                    bool open_low = false, bool open_high = false);
std::int64_t parse_integer(std::string_view key, std::string_view text, std::int64_t low,
                           std::int64_t high);
std::uint64_t parse_seed(std::string_view key, std::string_view text);
bool parse_flag(std::string_view key, std::string_view text);

/// A choice "uniform:A" is met by that name with a number > 0 in place of the A, "constant:C" with
/// any.
std::string parse_choice(std::string_view key, std::string_view text,
                         const std::vector<std::string>& choices);

/// "a, b, c".
std::string join(const std::vector<std::string>& items, std::string_view separator = ", ");

/// Whether the bytes are UTF-8, as config.toml has to be.
bool is_utf8(std::string_view text);

/// "did you mean width, depth or data?": the candidates closest to a mistyped name, upper case or
/// lower, nearest first, three at most, each in a `form` such as "[{}]"; `otherwise` if none is
/// close.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view otherwise = {}, std::string_view form = "{}");

}  // namespace plumb
