#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/histograms.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/precision.hpp"

namespace plumb {

using NamedValues = std::vector<std::pair<std::string, at::Tensor>>;

/// Counts the entries of tensors on their device; one transfer brings all counts to the host.
class HistogramMeasurement {
 public:
  /// Queues the layers of one kind, input to output; of more than 100, as many at even distances.
  /// Gradients in bins a quarter of a decade wide of log10|g|, whose edges are multiples of a
  /// quarter, from −45 to 39 (float32 has no other; what lies beyond is counted in the outermost),
  /// those without entries at either end left out; exact zeros apart. Others in 40 bins from the
  /// smallest to the largest finite value.
  void add(HistogramKind kind, const NamedValues& layers);

  /// What was added since the last call, a row a kind. Waits for the device.
  std::vector<EpochHistograms> read(std::int64_t epoch);

 private:
  std::vector<EpochHistograms> rows_;  // without counts yet
  std::vector<at::Tensor> queued_;     // a vector of doubles for each layer of each row
};

/// The matrices and kernels among parameters or their gradients: those of two and more dimensions.
NamedValues matrices(const NamedValues& parameters);

/// Those of a network, in the order of registration.
NamedValues weight_values(const Network& network);

/// What comes by the taps in a forward pass over the first samples of a split, 1,000 or, of
/// sequences over 100 steps, fewer: dropout off, normalized by that batch, running statistics
/// untouched. Of a tap with over 2^19 entries those of as many of the first samples as fit. Copies:
/// a network may overwrite what it tapped.
NamedValues activation_values(Network& network, const TensorSplit& split, Precision precision);

}  // namespace plumb
