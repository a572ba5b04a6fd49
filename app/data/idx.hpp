#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace plumb {

/// Grey images of an IDX file of type 0x0803 (unsigned bytes, three dimensions).
struct IdxImages {
  std::int64_t count = 0;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::vector<std::uint8_t> pixels;  ///< count × rows × columns
};

/// Reads a plain or .gz image file whole. Throws plumb::Error when it is missing, truncated,
/// damaged, longer than its header says, or not such a file. Memory grows with the content, never
/// with what the header claims.
IdxImages read_idx_images(const std::filesystem::path& file);

/// The same for a label file (type 0x0801): one byte a label.
std::vector<std::uint8_t> read_idx_labels(const std::filesystem::path& file);

/// Bytes / 255, in single precision.
std::vector<float> to_unit_interval(std::span<const std::uint8_t> bytes);

}  // namespace plumb
