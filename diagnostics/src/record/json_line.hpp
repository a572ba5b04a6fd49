#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

/// Reads a file of JSON objects, one a line, and names file and line of what is wrong.
class JsonLineReader {
 public:
  using Json = nlohmann::ordered_json;  // names come in the order of the file

  explicit JsonLineReader(std::filesystem::path file) : file_(std::move(file)) {}

  /// The object in a line, `number` counting from 1. Throws Error if there is none.
  Json parse(std::string_view line, std::size_t number);

  /// Throws Error if the key is missing or its value no whole number.
  std::int64_t integer(const Json& object, const char* key) const;

  /// Not-a-number for null. Throws Error if the key is missing or its value no number.
  double number(const Json& object, const char* key) const;

  /// Nothing for null or where the key is missing.
  std::optional<double> optional_number(const Json& object, const char* key) const;

  /// A number as Plumb writes it, "nan", "inf" and "-inf" included; nothing for null.
  std::optional<double> value(const Json& number, const std::string& key) const;

  /// `otherwise` where the key is missing.
  std::string text(const Json& object, const char* key, const char* otherwise) const;

  /// False where the key is missing.
  bool flag(const Json& object, const char* key) const;

  /// Throws an Error that names the file and the line being read.
  [[noreturn]] void reject(const std::string& reason) const;

 private:
  std::filesystem::path file_;
  std::size_t line_ = 0;
};

}  // namespace plumb
