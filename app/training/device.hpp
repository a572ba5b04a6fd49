#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <string>

namespace plumb {

/// Reads "auto", "cpu", "cuda" or "cuda:N". Throws Error if there is no such device, saying which
/// there are.
c10::Device resolve_device(const std::string& text);

/// Sets what must be set before the first tensor operation: CPU threads, freed memory kept,
/// denormals flushed to zero (their arithmetic is a hundred times slower, and vanishing gradients
/// are full of them), determinism. `threads` 0: one, until settle_threads knows better.
void prepare_process(std::int64_t threads);

/// "cpu (1 thread)", "cuda:0 (NVIDIA H100)".
std::string describe_device(const c10::Device& device);

/// Waits until the device has done all work submitted so far. Nothing on the CPU.
void synchronize(const c10::Device& device);

}  // namespace plumb
