#pragma once

#include <cstdlib>
#include <string>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Of RunFacts::settings; empty where it is not known.
inline std::string setting_of(const RunFacts& facts, const char* name) {
  const auto found = facts.settings.find(name);
  return found == facts.settings.end() ? std::string() : found->second;
}

/// The same as a number; 0 where it is none or not known.
inline double number_setting(const RunFacts& facts, const char* name) {
  return std::strtod(setting_of(facts, name).c_str(), nullptr);
}

/// Whether a step goes by one sample or two, whose gradient says little of the others'.
inline bool has_few_samples(const RunFacts& facts) {
  const double samples = number_setting(facts, "batch-size") * number_setting(facts, "accumulate");
  return samples > 0 && samples <= 2;
}

/// Whether nothing is behind a network's outputs, as far as the settings say.
inline bool has_plain_outputs(const RunFacts& facts) {
  const std::string activation = setting_of(facts, "output-activation");
  return activation.empty() || activation == "none";
}

/// The number behind the colon of one as "normal:0.1"; 0 where it has none or is not known.
inline double size_setting(const RunFacts& facts, const char* name) {
  const std::string value = setting_of(facts, name);
  const auto colon = value.find(':');
  return colon == std::string::npos ? 0 : std::strtod(value.c_str() + colon + 1, nullptr);
}

}  // namespace plumb
