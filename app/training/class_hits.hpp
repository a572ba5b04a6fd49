#pragma once

#include <ATen/core/Tensor.h>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "training/loss.hpp"

namespace plumb {

/// Samples and hits by class, summed on the device, without synchronization until they are read.
/// Each step of a sequence that has a label counts like a sample.
class ClassHits {
 public:
  /// `loss` says what outputs predict, and outlives this.
  explicit ClassHits(const Loss& loss) : criterion_(loss) {}

  /// outputs: {batch, n}, or {batch, steps, n}; targets: {batch}, or {batch, steps}. One output
  /// tells two classes apart. Nothing of targets that are values.
  void add(const at::Tensor& outputs, const at::Tensor& targets);

  /// Those so far; empty where there were none. Waits for the device.
  ClassCounts counts() const;

 private:
  const Loss& criterion_;
  at::Tensor counts_;  // {2, classes}: samples and hits
};

}  // namespace plumb
