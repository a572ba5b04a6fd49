#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "data/dataset.hpp"

namespace plumb {

/// One part of a data set as two tensors on the device; batches are gathered by index.
struct TensorSplit {
  at::Tensor features;  ///< {count, sample_shape…} float
  at::Tensor targets;   ///< {count}: int64 classes, or float values for regression; {count,
                        ///< label_steps} where a sample has several labels

  std::int64_t count() const { return features.size(0); }
  TensorSplit range(std::int64_t first, std::int64_t length) const;
  TensorSplit gather(const at::Tensor& indices) const;
};

/// Takes the split's memory over: nothing is copied on the CPU.
TensorSplit to_device(Split&& split, const std::vector<std::int64_t>& sample_shape,
                      const at::Device& device);

/// A permutation of 0 … count-1 on the device that depends on the seed and the epoch alone, so that
/// every run of a comparison sees the same batches and a resumed run continues with the right ones.
at::Tensor epoch_order(std::int64_t count, std::uint64_t seed, std::int64_t epoch,
                       const at::Device& device);

/// The first `size` samples that a run with this seed trains on, or all where there are fewer.
TensorSplit first_batch(const TensorSplit& train, std::uint64_t seed, std::int64_t size);

}  // namespace plumb
