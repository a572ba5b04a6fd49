#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

/// Reads golden.json (README.md says what it holds). Free of torch.
namespace plumb::golden {

using Json = nlohmann::json;

/// The parsed file. It is found through the compile definition PLUMB_GOLDEN_DIR.
inline const Json& document() {
  static const Json parsed = [] {
    const std::string path = std::string(PLUMB_GOLDEN_DIR) + "/golden.json";
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    return Json::parse(file);
  }();
  return parsed;
}

inline double relative_tolerance() {
  return document().at("relative_tolerance");
}

/// The network of that name: an object with its batch, parameters and expected values.
inline const Json& network(const std::string& name) {
  for (const Json& candidate : document().at("networks")) {
    if (candidate.at("name") == name) return candidate;
  }
  throw std::out_of_range("golden.json has no network " + name);
}

/// The recurrent network of that name.
inline const Json& recurrent(const std::string& name) {
  for (const Json& candidate : document().at("recurrent")) {
    if (candidate.at("name") == name) return candidate;
  }
  throw std::out_of_range("golden.json has no recurrent network " + name);
}

/// A number, or one of the strings "nan", "inf" and "-inf".
inline double number(const Json& value) {
  if (!value.is_string()) return value;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (value == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (value == "inf") return infinity;
  if (value == "-inf") return -infinity;
  throw std::invalid_argument("not a number: " + value.get<std::string>());
}

inline std::vector<double> numbers(const Json& list) {
  std::vector<double> result;
  result.reserve(list.size());
  for (const Json& value : list) result.push_back(number(value));
  return result;
}

/// SplitMix64 (Steele, Lea and Flood 2014).
inline std::uint64_t split_mix_64(std::uint64_t x) {
  std::uint64_t z = x + 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

inline std::vector<std::int64_t> shape(const Json& spec) {
  return spec.at("shape");
}

/// The entries that {"shape", "seed", "scale", "offset"} describes, in row-major order.
inline std::vector<float> fill(const Json& spec) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape(spec)) count *= extent;
  const std::uint64_t first = spec.at("seed").get<std::uint64_t>() << 32U;
  const double scale = spec.at("scale");
  const double offset = spec.at("offset");
  std::vector<float> entries(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto bits = static_cast<double>(split_mix_64(first + i) >> 11U);
    const double unit = std::ldexp(bits, -52) - 1.0;
    entries[i] = static_cast<float>(offset + scale * unit);
  }
  return entries;
}

/// The entries of a tensor given as runs of equal values.
inline std::vector<float> expand(const Json& runs) {
  std::vector<float> entries;
  for (const Json& run : runs) {
    entries.insert(entries.end(), run.at("count").get<std::size_t>(),
                   static_cast<float>(number(run.at("value"))));
  }
  return entries;
}

}  // namespace plumb::golden
