#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace plumb {

/// One tensor of a safetensors file, in the format's own terms: 8-byte little-endian header length,
/// JSON header, raw bytes (https://huggingface.co/docs/safetensors).
struct StoredTensor {
  std::string name;
  std::string dtype;  ///< F32, F64, I64, U8, BOOL …
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;  ///< row-major, little-endian
};

struct StoredTensors {
  std::vector<StoredTensor> tensors;            ///< in file order
  std::map<std::string, std::string> metadata;  ///< the header's __metadata__
};

/// Throws Error naming the file and what is wrong with it: truncated, header too long, overlapping
/// ranges. As strict as the format's own reader: every byte of the file belongs to one tensor.
StoredTensors read_safetensors(const std::filesystem::path& file);

/// Writes beside the target, flushes and renames: a killed process leaves the old file or the new
/// one. Tensors keep their order among those of one element size; wider elements come first, so
/// that each is aligned.
void write_safetensors(const std::filesystem::path& file, const StoredTensors& content);

}  // namespace plumb
