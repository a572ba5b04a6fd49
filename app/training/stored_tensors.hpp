#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/safetensors.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// Adds what `owner` has to `tensors`, as OWNER.NAME.
void append(NamedTensors& tensors, const std::string& owner, const NamedTensors& more);

/// Those that a file has of `owner`, as NAME, on the CPU.
NamedTensors tensors_under(const std::string& owner, const StoredTensors& content);

/// Those of `tensors` that a file has, in the same shape and type.
NamedTensors those_in(const StoredTensors& content, const NamedTensors& tensors);

/// Parameters and buffers of a network, by their names in it.
NamedTensors tensors_of(const Network& network);

/// Writes tensors of any device as a safetensors file.
void store(const std::filesystem::path& file, const NamedTensors& tensors,
           std::map<std::string, std::string> metadata);

/// Copies what a file holds into tensors of the same names. Throws Error naming `file` where one is
/// missing or of another shape or type.
void restore_into(const NamedTensors& tensors, const StoredTensors& content,
                  const std::filesystem::path& file);

}  // namespace plumb
