#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "plumb/diagnostics/error.hpp"

// Reads documents that someone may have damaged. What is wrong is an Error whose sentence goes on
// from "FILE is no …: ", in Plumb's words instead of the JSON library's.
namespace plumb {

using JsonValue = nlohmann::ordered_json;

/// A value as a message quotes it: not a page of it.
inline std::string quoted_json(const JsonValue& value) {
  constexpr std::size_t most = 40;
  std::string text =
      value.dump(-1, ' ', /*ensure_ascii=*/true, JsonValue::error_handler_t::replace);
  if (text.size() > most) text = text.substr(0, most) + "...";
  return text;
}

/// A document as a file or a terminal has it. What is not UTF-8, as a path may be, becomes U+FFFD.
inline std::string json_document(const JsonValue& value) {
  return value.dump(2, ' ', /*ensure_ascii=*/false, JsonValue::error_handler_t::replace) + '\n';
}

inline JsonValue parse_json(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) throw Error("it is empty");
  try {
    return JsonValue::parse(text);
  } catch (const nlohmann::json::parse_error& problem) {
    if (problem.byte > text.size()) throw Error("it ends in the middle");
    throw Error("it is not JSON from byte " + std::to_string(problem.byte) + " on");
  } catch (const nlohmann::json::exception&) {  // a number that no double holds
    throw Error("it has a number out of range");
  }
}

template <typename T>
struct JsonKind;
template <>
struct JsonKind<std::string> {
  static constexpr const char* name = "a text";
  static bool holds(const JsonValue& value) { return value.is_string(); }
};
template <>
struct JsonKind<bool> {
  static constexpr const char* name = "true or false";
  static bool holds(const JsonValue& value) { return value.is_boolean(); }
};
template <std::floating_point T>
struct JsonKind<T> {
  static constexpr const char* name = "a number";
  static bool holds(const JsonValue& value) { return value.is_number(); }
};
template <std::integral T>
struct JsonKind<T> {
  static constexpr const char* name = "a whole number";
  static bool holds(const JsonValue& value) {
    return std::is_signed_v<T> ? value.is_number_integer() : value.is_number_unsigned();
  }
};
template <typename T>
struct JsonKind<std::vector<T>> {
  static constexpr const char* name = "a list of what belongs there";
  static bool holds(const JsonValue& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), JsonKind<T>::holds);
  }
};
template <typename T>
struct JsonKind<std::map<std::string, T>> {
  static constexpr const char* name = "an object of what belongs there";
  static bool holds(const JsonValue& value) {
    return value.is_object() && std::all_of(value.begin(), value.end(), JsonKind<T>::holds);
  }
};

/// The value of a key. Throws Error if `object` is none or lacks it.
inline const JsonValue& json_member(const JsonValue& object, std::string_view key) {
  if (!object.is_object()) throw Error(quoted_json(object) + " is not an object");
  const auto found = object.find(key);
  if (found == object.end()) throw Error("it has no \"" + std::string(key) + '"');
  return *found;
}

/// The same as a T. Throws Error if it is none.
template <typename T>
T json_at(const JsonValue& object, std::string_view key) {
  const auto& value = json_member(object, key);
  if (!JsonKind<T>::holds(value)) {
    throw Error("its \"" + std::string(key) + "\" is " + quoted_json(value) + ", not " +
                JsonKind<T>::name);
  }
  return value.template get<T>();
}

/// `otherwise` where the key is missing.
template <typename T>
T json_at(const JsonValue& object, std::string_view key, T otherwise) {
  if (object.is_object() && !object.contains(key)) return otherwise;
  return json_at<T>(object, key);
}

/// The entries of a list. Throws Error if it is none.
inline const JsonValue& json_list(const JsonValue& value) {
  if (!value.is_array()) throw Error(quoted_json(value) + " is not a list");
  return value;
}

}  // namespace plumb
