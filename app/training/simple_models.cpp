#include "training/simple_models.hpp"

#include "plumb/diagnostics/fit_simple_models.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

void fit_wanted_simple_models(RunStage stage, const RunInputs& inputs, Monitor& monitor) {
  Diagnosis& diagnosis = monitor.diagnosis();
  if (!diagnosis.wants_simple_models(stage)) return;
  diagnosis.set_simple_models(fit_simple_models(
      {inputs.train.features, inputs.train.targets},
      {inputs.validation.features, inputs.validation.targets}, inputs.config.training.loss));
  write_known_facts(inputs, monitor);
}

void write_known_facts(const RunInputs& inputs, Monitor& monitor) {
  RunFacts facts = inputs.facts;
  facts.simple_models = monitor.diagnosis().simple_models();
  write_facts(inputs.start.directory, facts);
}

}  // namespace plumb
