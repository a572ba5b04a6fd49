// Whatever throws while records are handed out: everyone gets each of them once, as it was.
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Monitor;
using plumb::StepRecord;

namespace {

constexpr std::int64_t fateful_step = 1;

/// Notes what it is shown; throws, or finds something, at a step.
struct Witness : plumb::Rule {
  Witness(std::string name, std::vector<std::int64_t>* seen, bool throws, bool finds)
      : name_(std::move(name)), seen_(seen), throws_(throws), finds_(finds) {}
  std::string_view name() const override { return name_; }
  std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
    seen_->push_back(run.record.step);
    if (run.record.step != fateful_step) return std::nullopt;
    if (throws_) throw std::runtime_error(name_ + " failed");
    return finds_ ? std::optional(plumb::Verdict()) : std::nullopt;
  }

 private:
  std::string name_;
  std::vector<std::int64_t>* seen_;
  bool throws_, finds_;
};

/// A run in which one of those who are told of step 1 fails.
struct Delivery {
  explicit Delivery(const std::string& who_fails) {
    plumb::MonitorOptions options;
    options.on_record = [this, who_fails](const StepRecord& record) {
      records.push_back(record);
      if (who_fails == "on_record" && record.step == fateful_step)
        throw std::runtime_error("on_record failed");
    };
    options.on_finding = [this, who_fails](const plumb::Finding& finding) {
      found.push_back(finding.rule);
      if (who_fails == "on_finding") throw std::runtime_error("on_finding failed");
    };
    monitor = std::make_unique<Monitor>(*net, options);
    monitor->record_to(run);
    if (who_fails == "findings.json") std::filesystem::create_directories(run / "findings.json/in");
    auto& diagnosis = monitor->diagnosis();
    diagnosis.add(std::make_unique<Witness>("first", &first, who_fails == "rule", true));
    diagnosis.add(std::make_unique<Witness>("second", &second, false, true));
  }

  void step() {
    net->zero_grad();
    const at::Tensor loss = net->forward(at::ones({1, 2})).square().sum();
    loss.backward();
    monitor->note_learning_rate(static_cast<double>(monitor->steps()));
    monitor->step(loss);
  }

  TemporaryFolder folder;
  std::filesystem::path run = folder.path() / "run";
  torch::nn::Linear net{2, 1};
  std::vector<StepRecord> records;
  std::vector<std::string> found;
  std::vector<std::int64_t> first, second;
  std::unique_ptr<Monitor> monitor;
};

template <class Record>
std::vector<std::int64_t> steps_of(const std::vector<Record>& records) {
  std::vector<std::int64_t> steps;
  for (const auto& record : records) steps.push_back(record.step);
  return steps;
}

}  // namespace

TEST_CASE("what throws while a record is handed out keeps it from nobody else") {
  const std::string who_fails = GENERATE("on_record", "on_finding", "rule", "findings.json");
  CAPTURE(who_fails);
  Delivery d(who_fails);
  d.step();
  REQUIRE_THROWS(d.step());
  d.step();
  const std::vector<std::int64_t> all{0, 1, 2};
  CHECK(steps_of(d.records) == all);
  CHECK(d.first == all);
  CHECK(d.second == all);
  CHECK(d.found.size() == (who_fails == "rule" ? 1 : 2));
  for (const auto& record : d.records) {
    CHECK(record.probes.empty() == (record.step != 0));
    CHECK(record.learning_rate == static_cast<double>(record.step));
  }
  if (who_fails == "findings.json") std::filesystem::remove_all(d.run / "findings.json");
  d.monitor->flush();
  CHECK(steps_of(plumb::read_steps(d.run).rows) == all);
  CHECK(plumb::read_findings(d.run).size() == d.monitor->findings().size());
}
