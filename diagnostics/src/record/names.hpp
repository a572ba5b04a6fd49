#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace plumb {

/// What the files call the values of an enumeration.
template <typename Value, std::size_t count>
using NameTable = std::array<std::pair<Value, std::string_view>, count>;

template <typename Value, std::size_t count>
constexpr std::string_view name_of(const NameTable<Value, count>& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

template <typename Value, std::size_t count>
constexpr std::optional<Value> value_of(const NameTable<Value, count>& table,
                                        std::string_view name) {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace plumb
