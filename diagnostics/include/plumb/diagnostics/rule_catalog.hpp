#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// A built-in rule, for lists and `plumb explain`.
struct RuleInfo {
  std::string name;         ///< "vanishing-gradient"
  std::string description;  ///< one line
  std::string explanation;  ///< what it means, how it decides, what to do: a page of plain text
};

/// Every built-in rule. Throws nothing.
const std::vector<RuleInfo>& rule_infos();

/// Throws Error naming the rules there are.
const RuleInfo& find_rule(std::string_view name);

/// One of each, at these thresholds.
std::vector<std::unique_ptr<Rule>> make_rules(const Thresholds& thresholds);

}  // namespace plumb
