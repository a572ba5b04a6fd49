#pragma once

#include <optional>

#include "plumb/diagnostics/monitor.hpp"
#include "training/checkpoint.hpp"
#include "training/learner.hpp"
#include "training/run_checkpoints.hpp"
#include "training/run_clock.hpp"
#include "training/run_end.hpp"
#include "training/run_inputs.hpp"
#include "training/run_recorder.hpp"
#include "training/run_reporter.hpp"
#include "training/run_request.hpp"
#include "training/tensor_copies.hpp"

namespace plumb {

/// What is put back where a run goes on, or told where that is.
struct OpeningParts {
  Learner& learner;
  Monitor& monitor;
  RunCheckpoints& checkpoints;
  RunEnd& end;
  RunRecorder& recorder;
  RunReporter& reporter;  ///< outlives the monitor
  RunClock& clock;
};

/// Where a run begins or goes on.
struct OpenedRun {
  Checkpoints::Position position = {};
  std::optional<TensorCopies> initialization = {};  ///< of a resumed run that has yet to measure it
};

/// Opens the directory of a run, and the recorder's files in it: a new one, for a run that starts
/// from its initialization or from another run's checkpoint, or that of the run that goes on.
/// Throws Error where there is no checkpoint to go on from, or it does not fit, and where the
/// settings or the data forbid it.
OpenedRun open_run(const RunRequest& request, const RunInputs& inputs, const OpeningParts& parts);

}  // namespace plumb
