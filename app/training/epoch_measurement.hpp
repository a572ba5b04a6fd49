#pragma once

#include <cstdint>
#include <optional>

#include "config/run_config.hpp"
#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/histogram_measurement.hpp"
#include "training/loss.hpp"
#include "training/precision.hpp"
#include "training/run_recorder.hpp"

namespace plumb {

/// What is measured of a network between two epochs: loss and accuracy on both splits, the gradient
/// over the whole training set and histograms, as often as the configuration asks.
class EpochMeasurement {
 public:
  /// What it measures, and with what; all of it outlives the measurement.
  struct Subject {
    Network& network;
    const Loss& loss;
    Precision precision;
    const TensorSplit& train;
    const TensorSplit& validation;
  };

  /// `recorder` gets the gradients and histograms, and outlives the measurement too.
  EpochMeasurement(const RunConfig& config, const Subject& subject, RunRecorder& recorder);

  struct Result {
    std::optional<double> largest_norm;  ///< where gradients were measured
    ClassCounts validation_classes;      ///< empty of values
  };

  /// Fills the evaluations of the row, whose epoch is set, and records the rest. `step`: the run's
  /// at that epoch's end; `last`: of its last epoch.
  Result measure(EpochRow& row, std::int64_t step, bool last);

 private:
  void measure_histograms(const RunPosition& position, bool last, const NamedValues& gradients);

  Subject subject_;
  RunRecorder& recorder_;
  std::int64_t gradient_interval_;  // epochs; 0 where that gradient is off
  bool recurrent_;
};

}  // namespace plumb
