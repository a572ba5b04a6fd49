#include "json_line.hpp"

#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/json_number.hpp"

namespace plumb {

JsonLineReader::Json JsonLineReader::parse(std::string_view line, std::size_t number) {
  line_ = number;
  auto object = Json::parse(line, nullptr, false);
  if (!object.is_object()) reject("it is not a JSON object");
  return object;
}

std::int64_t JsonLineReader::integer(const Json& object, const char* key) const {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) {
    reject(std::string("it has no whole number \"") + key + "\"");
  }
  return found->get<std::int64_t>();
}

double JsonLineReader::number(const Json& object, const char* key) const {
  const auto found = object.find(key);
  if (found == object.end()) reject(std::string("it has no \"") + key + "\"");
  return value(*found, key).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<double> JsonLineReader::optional_number(const Json& object, const char* key) const {
  const auto found = object.find(key);
  return found == object.end() ? std::nullopt : value(*found, key);
}

std::optional<double> JsonLineReader::value(const Json& number, const std::string& key) const {
  if (number.is_null()) return std::nullopt;
  if (const auto value = number_of_json(number)) return value;
  reject("\"" + key + "\" is " + number.dump() + ", not a number");
}

std::string JsonLineReader::text(const Json& object, const char* key, const char* otherwise) const {
  const auto found = object.find(key);
  if (found == object.end()) return otherwise;
  if (!found->is_string())
    reject(std::string("\"") + key + "\" is " + found->dump() + ", not a text");
  return found->get<std::string>();
}

bool JsonLineReader::flag(const Json& object, const char* key) const {
  const auto found = object.find(key);
  if (found == object.end()) return false;
  if (!found->is_boolean()) reject(std::string("\"") + key + "\" is neither true nor false");
  return found->get<bool>();
}

void JsonLineReader::reject(const std::string& reason) const {
  throw Error("\"" + file_.string() + "\", line " + std::to_string(line_) + ": " + reason);
}

}  // namespace plumb
