#include "random_stream.hpp"

#include "plumb/internal/hash.hpp"

namespace plumb {

std::uint64_t named_stream(std::string_view name, std::uint64_t seed) {
  return split_mix(split_mix(seed) ^ fnv1a(name));
}

}  // namespace plumb
