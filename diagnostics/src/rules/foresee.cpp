#include "plumb/diagnostics/foresee.hpp"

#include <string>

#include "plumb/diagnostics/diagnosis.hpp"
#include "taps.hpp"

namespace plumb {

std::vector<Finding> foresee(const RunFacts& facts, const std::optional<ActivationProbe>& inputs,
                             const Thresholds& thresholds) {
  facts.check();
  StepRecord first;
  first.loss = facts.baseline_loss.value_or(1);  // says nothing of the first outputs
  first.norms.resize(facts.parameters.size());
  std::vector<TapInfo> taps;
  if (inputs) {
    taps.push_back({std::string(input_tap)});
    first.activations.push_back(*inputs);
  }
  Diagnosis diagnosis(facts, thresholds);
  diagnosis.observe(first, taps);
  return causes_first(diagnosis.findings());
}

}  // namespace plumb
