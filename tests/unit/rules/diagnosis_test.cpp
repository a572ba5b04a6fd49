#include "plumb/diagnostics/diagnosis.hpp"

#include <memory>
#include <string>
#include <vector>

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

/// Warns in the step, or only when the run has ended.
class Speaks final : public plumb::Rule {
 public:
  Speaks(std::string name, bool at_once, bool precedes)
      : name_(std::move(name)), at_once_(at_once), precedes_(precedes) {}
  std::string_view name() const override { return name_; }
  std::optional<plumb::Verdict> observe(const plumb::RunView&) override {
    return at_once_ ? std::optional(warning()) : std::nullopt;
  }
  std::optional<plumb::Verdict> finish(const plumb::RunView&) override { return warning(); }
  bool always_finishes() const override { return precedes_; }

 private:
  static plumb::Verdict warning() {
    plumb::Verdict verdict;
    verdict.severity = plumb::Severity::warning;
    return verdict;
  }

  std::string name_;
  bool at_once_, precedes_;
};

/// Tells in every step what became of what the first one showed, if it did.
class Restates final : public plumb::Rule {
 public:
  explicit Restates(bool shows_first) : shows_first_(shows_first) {}
  std::string_view name() const override { return "restates"; }
  std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
    if (run.record.step == 0 && !shows_first_) return std::nullopt;
    plumb::Verdict verdict;
    verdict.last_step = 0;
    verdict.restates = true;
    verdict.message = "in step " + std::to_string(run.record.step);
    return verdict;
  }

 private:
  bool shows_first_;
};

/// Warns in the first step, takes it back in the third, and warns again in the fifth.
class TakesBack final : public plumb::Rule {
 public:
  std::string_view name() const override { return "takes-back"; }
  std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
    plumb::Verdict verdict;
    verdict.message = "as of step " + std::to_string(run.record.step);
    if (run.record.step % 4 == 0) verdict.severity = plumb::Severity::warning;
    if (run.record.step == 2) {
      verdict.disproved = true;
      verdict.last_step = 1;
    }
    return verdict;
  }
};

/// Warns in the second step, and advises a tenth of the rate.
class LowersRate final : public plumb::Rule {
 public:
  std::string_view name() const override { return "lowers-rate"; }
  std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
    if (run.record.step == 0) return std::nullopt;
    plumb::Verdict verdict;
    verdict.severity = plumb::Severity::warning;
    verdict.remedies = {{"lower the rate", {{"lr", "0.3"}}}};
    return verdict;
  }
};

}  // namespace

TEST_CASE("once a rule has warned, the end is judged by those alone that may say why") {
  const bool is_warned = GENERATE(true, false);
  std::vector<std::unique_ptr<plumb::Rule>> rules;
  rules.push_back(std::make_unique<Speaks>("symptom", is_warned, false));
  rules.push_back(std::make_unique<Speaks>("excuse", false, false));
  rules.push_back(std::make_unique<Speaks>("cause", false, true));
  plumb::Diagnosis diagnosis(facts_of({{"w", {5}, 5, {}}}), std::move(rules));
  diagnosis.observe(record_with(1, 0), {});
  diagnosis.finish();
  std::vector<std::string> names;
  for (const auto& finding : diagnosis.findings()) names.push_back(finding.rule);
  CHECK(names == (is_warned ? std::vector<std::string>{"symptom", "cause"}
                            : std::vector<std::string>{"symptom", "excuse", "cause"}));
}

TEST_CASE("a finding is worded anew, but not made, by what restates it") {
  const bool is_shown_first = GENERATE(true, false);
  std::vector<std::unique_ptr<plumb::Rule>> rules;
  rules.push_back(std::make_unique<Restates>(is_shown_first));
  plumb::Diagnosis diagnosis(facts_of({{"w", {5}, 5, {}}}), std::move(rules));
  int told = 0;
  diagnosis.on_finding([&](const plumb::Finding&) { ++told; });
  for (int step = 0; step < 5; ++step) {
    plumb::StepRecord record = record_with(1, 0);
    record.step = step;
    diagnosis.observe(record, {});
  }
  REQUIRE(diagnosis.findings().size() == (is_shown_first ? 1U : 0U));
  CHECK(told == (is_shown_first ? 1 : 0));
  if (!is_shown_first) return;
  CHECK(diagnosis.findings().front().message == "in step 4");
  CHECK(diagnosis.findings().front().last_step == 0);
  CHECK(diagnosis.findings().front().reported_step == 0);
}

TEST_CASE("what is disproved is no warning any more, and nobody is told again") {
  std::vector<std::unique_ptr<plumb::Rule>> rules;
  rules.push_back(std::make_unique<TakesBack>());
  rules.push_back(std::make_unique<Speaks>("excuse", false, false));
  plumb::Diagnosis diagnosis(facts_of({{"w", {5}, 5, {}}}), std::move(rules));
  int told = 0;
  diagnosis.on_finding([&](const plumb::Finding&) { ++told; });
  const auto show = [&](std::int64_t step) {
    plumb::StepRecord record = record_with(1, 0);
    record.step = step;
    diagnosis.observe(record, {});
    return diagnosis.findings().front();
  };
  CHECK(show(0).severity == plumb::Severity::warning);
  CHECK(show(1).message == "as of step 0");
  const plumb::Finding taken_back = show(2);
  CHECK(taken_back.severity == plumb::Severity::info);
  CHECK(taken_back.message == "as of step 2");
  CHECK(taken_back.last_step == 1);
  CHECK(taken_back.reported_step == 0);
  CHECK(told == 1);
  SECTION("the end is judged as if it had not been") {
    diagnosis.finish();
    REQUIRE(diagnosis.findings().size() == 2);
    CHECK(diagnosis.findings().back().rule == "excuse");
  }
  SECTION("it may be found again") {
    show(3);
    const plumb::Finding again = show(4);
    CHECK(again.severity == plumb::Severity::warning);
    CHECK(again.reported_step == 4);
    CHECK(told == 2);
  }
}

TEST_CASE("whoever lowers the rate lowers it as far as the first step asks for") {
  std::vector<std::unique_ptr<plumb::Rule>> rules;
  rules.push_back(std::make_unique<LowersRate>());
  plumb::RunFacts facts = facts_of({{"w", {2, 2}, 4, {}}});
  facts.learning_rate = 3;
  plumb::Diagnosis diagnosis(facts, std::move(rules));
  plumb::StepRecord record = record_with(1, 1);
  record.probes[0].weight = 1;
  record.probes[0].update = 60;
  diagnosis.observe(record, {});
  record.step = 1;
  record.probes[0].update = 1e9;  // of weights that are gone
  diagnosis.observe(record, {});
  REQUIRE(diagnosis.findings().size() == 1);
  CHECK(diagnosis.findings().front().remedies.front().flag() == "--lr 0.0003");
}

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
