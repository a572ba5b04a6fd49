#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <string>

namespace plumb {

/// Reads "auto", "cpu", "cuda" or "cuda:N". Throws Error if there is no such device, saying which
/// there are.
c10::Device resolve_device(const std::string& text);

/// Why there is no GPU, and what to do about it, for a LibTorch with or without CUDA.
std::string no_gpu(bool has_cuda);

/// Sets what must be set before the first tensor operation: CPU threads, freed memory kept,
/// denormals flushed to zero (their arithmetic is a hundred times slower, and vanishing gradients
/// are full of them), determinism, and float32 as it is, not TF32. `threads` 0: one, until
/// settle_threads knows better.
///
/// Determinism on a GPU is cuDNN's and cuBLAS's. LibTorch's own backward pass of max-pooling may
/// add in any order there, and has no other form: setDeterministicAlgorithms would only warn at
/// each step.
void prepare_process(std::int64_t threads);

/// Whether a run with this --device may be on a GPU, found out without starting CUDA, which does
/// not survive a fork: auto is taken to find one where LibTorch can use it and the driver is there.
bool may_use_gpu(const std::string& device);

/// "cpu (1 thread)", "cuda:0". The GPU's name would need CUDA's headers.
std::string describe_device(const c10::Device& device);

/// Waits until the device has done all work submitted so far. Nothing on the CPU.
void synchronize(const c10::Device& device);

}  // namespace plumb
