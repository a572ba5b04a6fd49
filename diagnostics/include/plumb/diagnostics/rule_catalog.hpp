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

  int rank = 0;  ///< what causes another's finding has a lower one, symptoms have the highest
  bool is_seen_once = false;  ///< that a finding is not seen again says nothing
};

/// Every built-in rule. Throws nothing.
const std::vector<RuleInfo>& rule_infos();

/// Null of a rule that is not built in.
const RuleInfo* built_in_rule(std::string_view name);

/// The same. Throws Error naming the rules there are.
const RuleInfo& find_rule(std::string_view name);

/// One of each, at these thresholds.
std::vector<std::unique_ptr<Rule>> make_rules(const Thresholds& thresholds);

}  // namespace plumb
