#include "data/idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "data/byte_reader.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t image_magic = 0x0803;
constexpr std::uint32_t label_magic = 0x0801;

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | std::uint32_t{bytes[3]};
}

Error truncated_header(const fs::path& file) {
  return Error(fmt::format("{} is truncated: it ends inside its IDX header", file.string()));
}

void check_magic(ByteReader& reader, std::uint32_t expected, const fs::path& file) {
  std::array<std::uint8_t, 4> bytes{};
  const std::size_t count = reader.read(bytes);
  if (count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b) {
    throw Error(fmt::format("{} is gzip-compressed, so its name must end in .gz", file.string()));
  }
  if (count < bytes.size()) throw truncated_header(file);
  const std::uint32_t magic = big_endian(bytes.data());
  if (magic != expected) {
    throw Error(fmt::format(
        "{} is not an IDX file of {}: it starts with {:#010x} instead of {:#010x}", file.string(),
        expected == image_magic ? "unsigned-byte images" : "unsigned-byte labels", magic,
        expected));
  }
}

template <std::size_t N>
std::array<std::uint64_t, N> read_dimensions(ByteReader& reader, const fs::path& file) {
  std::array<std::uint8_t, 4 * N> bytes{};
  if (reader.read(bytes) < bytes.size()) throw truncated_header(file);
  std::array<std::uint64_t, N> dimensions{};
  for (std::size_t i = 0; i < N; ++i) {
    dimensions[i] = big_endian(bytes.data() + 4 * i);
    if (dimensions[i] == 0) {
      throw Error(fmt::format("{} is empty: its IDX header has a dimension of 0", file.string()));
    }
  }
  return dimensions;
}

/// The product, or the largest value where it would overflow.
std::uint64_t element_count(std::span<const std::uint64_t> dimensions) {
  constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t product = 1;
  for (const auto dimension : dimensions) {
    if (product > largest / dimension) return largest;
    product *= dimension;
  }
  return product;
}

void check_end(ByteReader& reader, std::uint64_t expected, const fs::path& file) {
  std::uint8_t extra = 0;
  if (reader.read({&extra, 1}) != 0) {
    throw Error(fmt::format("{} has trailing bytes: its IDX header announces {} and more follow",
                            file.string(), expected));
  }
}

std::vector<std::uint8_t> read_payload(ByteReader& reader, std::uint64_t size,
                                       const fs::path& file) {
  if (size > reader.size_bound()) {
    throw Error(
        fmt::format("{} is truncated or damaged: its IDX header announces {} bytes, more than the "
                    "file can hold",
                    file.string(), size));
  }
  constexpr std::uint64_t trusted_size = 64 << 20;  // MNIST's 47 MB without a reallocation
  constexpr std::uint64_t block = 1 << 20;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(std::min(size, trusted_size)));
  while (bytes.size() < size) {
    const std::size_t before = bytes.size();
    const auto wanted = static_cast<std::size_t>(std::min(block, size - before));
    bytes.resize(before + wanted);
    const std::size_t received = reader.read(std::span(bytes).subspan(before));
    if (received < wanted) {
      throw Error(fmt::format("{} is truncated: its IDX header announces {} bytes and {} follow",
                              file.string(), size, before + received));
    }
  }
  check_end(reader, size, file);
  return bytes;
}

}  // namespace

IdxImages read_idx_images(const fs::path& file) {
  const auto reader = open_bytes(file);
  check_magic(*reader, image_magic, file);
  const auto dimensions = read_dimensions<3>(*reader, file);
  IdxImages images;
  images.count = static_cast<std::int64_t>(dimensions[0]);
  images.rows = static_cast<std::int64_t>(dimensions[1]);
  images.columns = static_cast<std::int64_t>(dimensions[2]);
  images.pixels = read_payload(*reader, element_count(dimensions), file);
  return images;
}

std::vector<std::uint8_t> read_idx_labels(const fs::path& file) {
  const auto reader = open_bytes(file);
  check_magic(*reader, label_magic, file);
  const auto dimensions = read_dimensions<1>(*reader, file);
  return read_payload(*reader, element_count(dimensions), file);
}

std::vector<float> to_unit_interval(std::span<const std::uint8_t> bytes) {
  // Block by block, the zeros that resize() writes never leave the cache: half the memory traffic.
  constexpr std::size_t block = 1 << 14;
  std::vector<float> values;
  values.reserve(bytes.size());
  for (std::size_t start = 0; start < bytes.size(); start += block) {
    const std::size_t end = std::min(start + block, bytes.size());
    values.resize(end);
    for (std::size_t i = start; i < end; ++i) values[i] = static_cast<float>(bytes[i]) / 255.0F;
  }
  return values;
}

}  // namespace plumb
