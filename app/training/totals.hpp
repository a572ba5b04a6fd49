#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "training/evaluation_result.hpp"

namespace plumb {

/// Loss and hits summed over samples on the device, without synchronization until they are read.
class Totals {
 public:
  explicit Totals(const at::Device& device);

  /// loss_sum: scalar, summed over the batch. predicted: {batch} classes, not read against values;
  /// targets: {batch}. Or both {batch, steps}: each step counts as a hit or not.
  void add(const at::Tensor& loss_sum, const at::Tensor& predicted, const at::Tensor& targets) {
    add_sums(loss_sum, predicted, targets);
    count(targets.size(0), targets.numel());
  }

  /// The two halves of add(): what the device does, which a graph may repeat, and what the host
  /// counts.
  void add_sums(const at::Tensor& loss_sum, const at::Tensor& predicted, const at::Tensor& targets);
  void count(std::int64_t samples, std::int64_t predictions) {
    count_ += samples;
    predictions_ += predictions;
  }

  /// The means so far. NaN where nothing was added. Waits for the device.
  Evaluation means() const;

 private:
  at::Tensor loss_;
  at::Tensor correct_;
  bool classifies_ = true;
  std::int64_t count_ = 0;
  std::int64_t predictions_ = 0;
};

}  // namespace plumb
