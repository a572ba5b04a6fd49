#pragma once

#include <string>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Of RunFacts::settings; empty where it is not known.
inline std::string setting_of(const RunFacts& facts, const char* name) {
  const auto found = facts.settings.find(name);
  return found == facts.settings.end() ? std::string() : found->second;
}

/// Whether the loss is one: of classes, or of one class against the rest.
inline bool is_cross_entropy(const RunFacts& facts) {
  return facts.loss == "cross-entropy" || facts.loss == "bce";
}

}  // namespace plumb
