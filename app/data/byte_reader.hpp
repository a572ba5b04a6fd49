#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace plumb {

/// The content of a file, from its first byte to its last, decompressed where it is compressed.
class ByteReader {
 public:
  virtual ~ByteReader() = default;

  /// Fills `out` as far as the file reaches: fewer bytes only at its end. Throws plumb::Error when
  /// the file cannot be read, is truncated or damaged.
  virtual std::size_t read(std::span<std::uint8_t> out) = 0;

  /// No file of this size on disk can hold more content than this.
  virtual std::uint64_t size_bound() const = 0;
};

std::unique_ptr<ByteReader> open_plain(const std::filesystem::path& file);

/// Throws plumb::Error if the file does not start as a gzip file does.
std::unique_ptr<ByteReader> open_gzip(const std::filesystem::path& file);

/// By the name: gzip if it ends in .gz, else plain.
std::unique_ptr<ByteReader> open_bytes(const std::filesystem::path& file);

}  // namespace plumb
