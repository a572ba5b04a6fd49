#include "plumb/diagnostics/diagnosis.hpp"

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

namespace {

plumb::RunFacts facts_of(std::vector<plumb::ParameterInfo> parameters) {
  plumb::RunFacts facts;
  facts.parameters = std::move(parameters);
  facts.baseline_loss = 1;
  return facts;
}

plumb::StepRecord record_with(std::size_t norms, std::size_t probes) {
  plumb::StepRecord record;
  record.loss = 1;
  record.norms.assign(norms, 0.5);
  record.norm = record.norm_after = 1;
  record.probes.resize(probes);
  return record;
}

}  // namespace

TEST_CASE("a record of other parameters than the run's is refused") {
  plumb::Diagnosis diagnosis(facts_of({{"a.weight", {2, 2}, 4, {}}, {"b.weight", {2, 2}, 4, {}}}));
  CHECK_THROWS_WITH(diagnosis.observe(record_with(0, 0), {}),
                    ContainsSubstring("norms of 0 parameters, and the run has 2"));
  CHECK_THROWS_WITH(diagnosis.observe(record_with(2, 1), {}),
                    ContainsSubstring("probes of 1 parameters, and the run has 2"));
  CHECK_NOTHROW(diagnosis.observe(record_with(2, 0), {}));
  CHECK_NOTHROW(diagnosis.observe(record_with(2, 2), {}));
}

TEST_CASE("a model of vectors alone, all of whose outputs begin alike, is judged") {
  plumb::Diagnosis diagnosis(facts_of({{"w", {5}, 5, {}}, {"b", {1}, 1, {}}}));
  plumb::StepRecord record = record_with(2, 2);
  plumb::ActivationProbe alike;
  alike.spread = 0;
  record.activations = {alike};
  REQUIRE_NOTHROW(diagnosis.observe(record, {{"output", plumb::ActivationKind::other}}));
}
