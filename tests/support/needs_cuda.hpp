#pragma once

#include <torch/cuda.h>

#include "support/needs.hpp"

inline bool without_cuda() {
  return !torch::cuda::is_available() && skip_test("there is no CUDA device");
}
