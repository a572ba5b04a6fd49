#pragma once

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "training/run_inputs.hpp"

namespace plumb {

/// Fits simple models to the run's data where the rules want them for what comes next, shows them
/// to these and records them (run.json). It takes tenths of a second, once. What the monitor has
/// been shown must have been judged (Monitor::flush()).
void fit_wanted_simple_models(RunStage stage, const RunInputs& inputs, Monitor& monitor);

/// run.json, with the simple models that the rules know.
void write_known_facts(const RunInputs& inputs, Monitor& monitor);

}  // namespace plumb
