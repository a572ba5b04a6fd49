#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "training/evaluation_result.hpp"
#include "training/loss.hpp"
#include "training/stored_tensors.hpp"

namespace plumb {

/// Loss and hits summed over samples on the device, without synchronization until they are read.
class Totals {
 public:
  /// `loss` says what outputs predict, and outlives this.
  Totals(const Loss& loss, const at::Device& device);

  /// value: scalar, of which `weight` times is the sum over the batch's losses. outputs: {batch,
  /// n}; targets: {batch}. Or {batch, steps, n} and {batch, steps}: each step counts as a hit or
  /// not.
  void add(const at::Tensor& value, double weight, const at::Tensor& outputs,
           const at::Tensor& targets) {
    add_sums(value, weight, outputs, targets);
    count(targets.size(0), targets.numel());
  }

  /// The two halves of add(): what the device does, which a graph may repeat, and what the host
  /// counts.
  void add_sums(const at::Tensor& value, double weight, const at::Tensor& outputs,
                const at::Tensor& targets);
  void count(std::int64_t samples, std::int64_t predictions) {
    entry(sample_count) += samples;
    entry(prediction_count) += predictions;
  }

  /// Back to nothing added, in the same memory, where a graph goes on adding.
  void clear();

  /// The means so far. NaN where nothing was added. Waits for the device.
  Evaluation means() const;

  /// The sums so far, to go on with later; the tensors alias them.
  NamedTensors state() const;

 private:
  enum Entry { sample_count, prediction_count, classifies, entries };

  std::int64_t& entry(Entry which) const { return counts_.mutable_data_ptr<std::int64_t>()[which]; }

  const Loss& criterion_;
  at::Tensor loss_;
  at::Tensor correct_;
  at::Tensor counts_;  // on the CPU; a tensor, so that checkpoints hold it
};

}  // namespace plumb
