#pragma once

#include <string_view>

namespace plumb {

/// docs/rules/NAME.md, which the build compiles in; empty for a rule without one.
std::string_view rule_page(std::string_view name);

}  // namespace plumb
