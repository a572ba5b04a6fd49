#pragma once

#include <string>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Of RunFacts::settings; empty where it is not known.
inline std::string setting_of(const RunFacts& facts, const char* name) {
  const auto found = facts.settings.find(name);
  return found == facts.settings.end() ? std::string() : found->second;
}

}  // namespace plumb
