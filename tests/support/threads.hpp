#pragma once

#include <ATen/Parallel.h>

/// Sets LibTorch's threads, and leaves one behind, as the tests' environment has it.
class ScopedThreads {
 public:
  explicit ScopedThreads(int threads = 1) { at::set_num_threads(threads); }
  ~ScopedThreads() { at::set_num_threads(1); }
  ScopedThreads(const ScopedThreads&) = delete;
  ScopedThreads& operator=(const ScopedThreads&) = delete;
};
