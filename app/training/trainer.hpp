#pragma once

#include "data/dataset.hpp"
#include "training/dataset_request.hpp"
#include "training/run_request.hpp"
#include "training/run_summary.hpp"
#include "training/training_observer.hpp"

namespace plumb {

/// Trains, measures and records one run. A loss that becomes NaN is a result. Throws Error on a
/// configuration that cannot be met, before anything is written. prepare_process must have been
/// called.
RunSummary train(const RunRequest& request, Dataset dataset, TrainingObserver& observer);

}  // namespace plumb
