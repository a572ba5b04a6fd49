#pragma once

#include <cstdint>
#include <string_view>

namespace plumb {

/// A seed for what has that name: streams of different names are independent, and a name's stream
/// does not depend on what else a network has.
std::uint64_t named_stream(std::string_view name, std::uint64_t seed);

}  // namespace plumb
