#include "data/content_digest.hpp"

#include <array>
#include <cstddef>
#include <cstring>

#include "plumb/internal/hash.hpp"

namespace plumb {
namespace {

std::uint64_t mix(std::uint64_t digest, std::uint64_t word) {
  const std::uint64_t mixed = (digest ^ word) * fnv_prime;
  return mixed ^ (mixed >> 32);  // a product alone never carries a high bit down
}

/// Eight bytes at a time, in lanes that do not wait for each other.
template <typename T>
std::uint64_t digest_of(std::uint64_t digest, std::span<const T> values) {
  constexpr std::size_t lanes = 4, step = lanes * sizeof(std::uint64_t);
  std::array<std::uint64_t, lanes> digests{digest, digest + 1, digest + 2, digest + 3};
  const auto* bytes = reinterpret_cast<const char*>(values.data());
  const std::size_t size = values.size() * sizeof(T);
  std::size_t at = 0;
  std::array<std::uint64_t, lanes> words{};
  for (; at + step <= size; at += step) {
    std::memcpy(words.data(), bytes + at, step);
    for (std::size_t lane = 0; lane < lanes; ++lane)
      digests[lane] = mix(digests[lane], words[lane]);
  }
  words = {};
  if (at < size) std::memcpy(words.data(), bytes + at, size - at);
  digest = mix(digest, size);
  for (std::size_t lane = 0; lane < lanes; ++lane)
    digest = mix(digest, mix(digests[lane], words[lane]));
  return digest;
}

std::uint64_t digest_of(std::uint64_t digest, const Split& split) {
  digest = digest_of(digest, std::span(split.features));
  digest = digest_of(digest, std::span(split.labels));
  return digest_of(digest, std::span(split.targets));
}

}  // namespace

std::uint64_t content_digest(const Split& train, const Split& validation) {
  return digest_of(digest_of(fnv_start, train), validation);
}

std::uint64_t content_digest(std::span<const float> features) {
  return digest_of(fnv_start, features);
}

}  // namespace plumb
