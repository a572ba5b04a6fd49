#include "training/run_end.hpp"

#include <fstream>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace plumb;

namespace {

Finding finding_of(const std::string& rule, Severity severity) {
  Finding finding;
  finding.rule = rule;
  finding.severity = severity;
  return finding;
}

}  // namespace

TEST_CASE("a run ends as completed when its steps are made, and never without such a number") {
  const RunEnd three({.steps = 3}), unlimited({});
  CHECK(three.after_step(2, {}) == RunStatus::running);
  CHECK(three.after_step(3, {}) == RunStatus::completed);
  CHECK(three.has_made_its_steps(4));
  CHECK(unlimited.after_step(1'000'000, {}) == RunStatus::running);
  CHECK_FALSE(unlimited.has_made_its_steps(1'000'000));
}

TEST_CASE("an interruption comes before all other ends") {
  std::atomic<bool> interrupted = false;
  const RunEnd end({.steps = 3, .interrupted = &interrupted});
  CHECK(end.after_step(1, {}) == RunStatus::running);
  interrupted = true;
  CHECK(end.after_step(3, {}) == RunStatus::interrupted);
}

TEST_CASE("a run stops for warnings of the rule that it is to stop for") {
  RunEnd end({.rule = "divergence"});
  end.note(finding_of("vanishing-gradient", Severity::error));
  end.note(finding_of("divergence", Severity::info));
  CHECK(end.after_step(1, {}) == RunStatus::running);
  end.note(finding_of("divergence", Severity::warning));
  CHECK(end.after_step(2, {}) == RunStatus::stopped);
}

TEST_CASE("a run stops for a step that is not finite even where it was left out") {
  RunEnd end({.rule = "non-finite"});
  end.note(finding_of("non-finite", Severity::info));
  CHECK(end.after_step(1, {}) == RunStatus::stopped);
}

TEST_CASE("a run stops when its caller says so, of the steps and findings of then") {
  const RunEnd end({.stop_when = [](std::int64_t steps, const std::vector<Finding>& findings) {
    return steps == 2 && findings.size() == 1;
  }});
  const std::vector<Finding> findings{finding_of("oscillation", Severity::info)};
  CHECK(end.after_step(2, {}) == RunStatus::running);
  CHECK(end.after_step(2, findings) == RunStatus::stopped);
}

TEST_CASE("a run that goes on does not stop again for what it had stopped for") {
  const TemporaryFolder folder;
  Finding told = finding_of("divergence", Severity::warning);
  told.reported_step = 40;
  std::ofstream(folder.path() / "findings.json") << findings_json({told});
  const auto status = [&](std::int64_t step) {
    RunEnd end({.rule = "divergence"});
    end.go_on(folder.path(), step);
    end.note(told);
    return end.after_step(step + 1, {});
  };
  CHECK(status(41) == RunStatus::running);
  CHECK(status(40) == RunStatus::stopped);

  std::ofstream(folder.path() / "findings.json") << "{";
  CHECK(status(41) == RunStatus::stopped);
}
