// What a monitor makes of steps on a device, where readings wait for a window to fill.
#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "recording_device.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Monitor;
using plumb::StepRecord;

namespace {

at::Tensor device_ones(at::IntArrayRef shape) {
  return at::ones(shape).to(recording_device::device()).requires_grad_();
}

plumb::MonitorOptions kept_in(std::vector<StepRecord>& records) {
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.on_record = [&records](const StepRecord& record) { records.push_back(record); };
  return options;
}

}  // namespace

TEST_CASE("taps may be on other devices than the parameters, and than one another") {
  if (without_recording_device()) return;
  const at::Device home = GENERATE(at::Device(at::kCPU), recording_device::device());
  const at::Device away = home.is_cpu() ? recording_device::device() : at::Device(at::kCPU);
  const at::Tensor w = at::ones({2, 2}).to(home).requires_grad_();
  std::vector<StepRecord> records;
  Monitor monitor({{"w", w}}, kept_in(records));
  for (int step = 0; step < 2; ++step) {
    const at::Tensor at_home = plumb::tap("home", w * 2);
    const at::Tensor elsewhere = plumb::tap("away", at_home.to(away) * 3);
    plumb::tap("both", at_home);
    plumb::tap("both", elsewhere);
    const at::Tensor loss = elsewhere.sum();
    loss.backward();
    const auto waits = recording_device::waits();
    monitor.step(loss.to(home));
    CHECK((home.is_cpu() || recording_device::waits() == waits));
  }
  monitor.flush();
  REQUIRE(records.size() == 2);
  for (const auto& record : records) {
    REQUIRE(record.activations.size() == 3);
    const auto &at_home = *record.activations[0], &elsewhere = *record.activations[1],
               &both = *record.activations[2];
    CHECK(at_home.mean == 2);
    CHECK(elsewhere.mean == 6);
    CHECK(both.mean == 4);
    CHECK_THAT(at_home.gradient.value(), WithinRel(6.0, 1e-12));
    CHECK_THAT(elsewhere.gradient.value(), WithinRel(2.0, 1e-12));
    CHECK_THAT(both.gradient.value(), WithinRel(std::sqrt(40.0), 1e-12));
    CHECK(both.inactive == 0);
  }
}

TEST_CASE("readings that wait in a window keep the loss scale of their step") {
  if (without_recording_device()) return;
  const at::Tensor w = device_ones({4});
  std::vector<StepRecord> records;
  Monitor monitor({{"w", w}}, kept_in(records));
  for (const double scale : {1024.0, 512.0, 2.0}) {
    w.mutable_grad().reset();
    monitor.set_loss_scale(scale);
    const at::Tensor loss = plumb::tap("hidden", w * 1).sum();
    (loss * scale).backward();
    monitor.step(loss);
  }
  monitor.flush();
  REQUIRE(records.size() == 3);
  for (const auto& record : records) {
    CHECK_THAT(record.norm, WithinRel(2.0, 1e-12));
    CHECK_THAT(record.activations.at(0)->gradient.value(), WithinRel(2.0, 1e-12));
  }
}

TEST_CASE("each step that is traced while others wait keeps its own origin") {
  if (without_recording_device()) return;
  const at::Tensor w = device_ones({4});
  const std::vector<double> factors{1, std::nan(""), 1, 0};
  std::vector<StepRecord> records;
  Monitor monitor({{"w", w}}, kept_in(records));
  for (const double factor : factors) {
    w.mutable_grad().reset();
    const auto forward = [&] { return plumb::tap("hidden", w * factor).log().sum(); };
    const at::Tensor loss = forward();
    loss.backward();
    if (factor != 1) monitor.trace_non_finite(forward);
    monitor.step(loss);
  }
  monitor.flush();
  REQUIRE(records.size() == factors.size());
  CHECK_FALSE(records[0].origin);
  REQUIRE(records[1].origin);
  CHECK(records[1].origin->pass == plumb::NonFiniteOrigin::Pass::forward);
  CHECK_FALSE(records[2].origin);
  REQUIRE(records[3].origin);
  CHECK(records[3].origin->pass == plumb::NonFiniteOrigin::Pass::loss);
}

TEST_CASE("of a window that is handed out no record is lost or mixed up when one fails") {
  if (without_recording_device()) return;
  const at::Tensor w = device_ones({4});
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.window = 4;
  options.probe_every = 3;
  options.on_record = [&](const StepRecord& record) {
    records.push_back(record);
    if (record.step == 1) throw std::runtime_error("enough");
  };
  Monitor monitor({{"w", w}}, options);
  const auto step = [&] {
    w.mutable_grad().reset();
    const at::Tensor loss = (w * static_cast<double>(monitor.steps() + 1)).sum();
    loss.backward();
    monitor.note_learning_rate(static_cast<double>(monitor.steps()));
    monitor.step(loss);
  };
  for (int i = 0; i < 3; ++i) step();
  REQUIRE_THROWS_WITH(step(), ContainsSubstring("enough"));
  CHECK(records.size() == 2);
  for (int i = 0; i < 3; ++i) step();
  CHECK(records.size() == 4);
  monitor.flush();
  REQUIRE(records.size() == 7);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto number = static_cast<double>(i);
    CHECK(records[i].step == static_cast<std::int64_t>(i));
    CHECK(records[i].learning_rate == number);
    CHECK_THAT(records[i].norm, WithinRel(2 * (number + 1), 1e-12));
    CHECK(records[i].probes.empty() == (i % 3 != 0));
  }
}

TEST_CASE("a monitor that dies records the steps that wait on the device, and tells nobody") {
  if (without_recording_device()) return;
  const TemporaryFolder folder;
  const at::Tensor w = device_ones({4});
  const bool complete = GENERATE(true, false);  // the step under way
  std::size_t told = 0;
  {
    plumb::MonitorOptions options;
    options.window = 4;
    options.on_record = [&](const StepRecord&) { ++told; };
    options.on_finding = [&](const plumb::Finding&) { ++told; };
    Monitor monitor({{"w", w}}, options);
    monitor.record_to(folder.path() / "run");
    for (int step = 0; step < 6; ++step) {
      w.mutable_grad().reset();
      const at::Tensor loss = (step == 5 ? w * std::nan("") : w).sum();
      loss.backward();
      monitor.step(loss);
    }
    if (!complete) monitor.clip(plumb::Clip::none());
    CHECK(told == 4);
  }
  CHECK(told == 4);
  const auto rows = plumb::read_steps(folder.path() / "run").rows;
  REQUIRE(rows.size() == 6);
  CHECK(rows.back().step == 5);
  const auto findings = plumb::read_findings(folder.path() / "run");
  CHECK(std::any_of(findings.begin(), findings.end(),
                    [](const auto& finding) { return finding.rule == "non-finite"; }));
}

TEST_CASE("steps that wait on the device when another record begins are the one's before") {
  if (without_recording_device()) return;
  const TemporaryFolder folder;
  const at::Tensor w = device_ones({4});
  {
    Monitor monitor({{"w", w}});
    const auto train = [&](int steps) {
      for (int step = 0; step < steps; ++step) {
        w.mutable_grad().reset();
        const at::Tensor loss = w.sum();
        loss.backward();
        monitor.step(loss);
      }
    };
    train(2);
    monitor.record_to(folder.path() / "first");
    train(3);
    monitor.record_to(folder.path() / "second");
    train(1);
  }
  const auto steps_in = [&](const char* run) {
    std::vector<std::int64_t> steps;
    for (const auto& row : plumb::read_steps(folder.path() / run).rows) steps.push_back(row.step);
    return steps;
  };
  CHECK(steps_in("first") == std::vector<std::int64_t>{2, 3, 4});
  CHECK(steps_in("second") == std::vector<std::int64_t>{5});
}

TEST_CASE("to see whether gradients are kept, the host waits for one of them") {
  if (without_recording_device()) return;
  std::vector<std::pair<std::string, at::Tensor>> parameters;
  for (const std::int64_t size : {16, 1, 4, 2, 8})
    parameters.emplace_back(std::to_string(size), device_ones({size}));
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.window = 100;
  options.probe_every = 0;
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  Monitor monitor(parameters, options);
  const auto waits = recording_device::waits();
  for (int step = 0; step < 40; ++step) {
    at::Tensor loss = parameters[0].second.sum();
    // The smallest has a gradient of zeros, which tells nothing.
    for (std::size_t i = 1; i < parameters.size(); ++i)
      loss = loss + parameters[i].second.sum() * (i == 1 ? 0.0 : 1.0);
    loss.backward();
    monitor.step(loss);
  }
  // Whether the two smallest are 0, and whether the second is what it was.
  CHECK(recording_device::waits() - waits <= 3);
  monitor.flush();
  CHECK(std::count_if(records.begin(), records.end(),
                      [](const StepRecord& record) { return record.gradients_kept; }) == 1);
}

TEST_CASE("integers and truth values may be parameters, and are probed as numbers") {
  if (without_recording_device()) return;
  const at::Device device = GENERATE(at::Device(at::kCPU), recording_device::device());
  const auto type = GENERATE(at::kLong, at::kInt, at::kByte, at::kBool);
  INFO(device << ' ' << type);
  const at::Tensor w = at::ones({4}).to(device).requires_grad_();
  const at::Tensor mask = at::ones({3, 2}).to(type).to(device);
  std::vector<StepRecord> records;
  Monitor monitor({{"w", w}, {"mask", mask}}, kept_in(records));
  for (int step = 0; step < 2; ++step) {
    w.mutable_grad().reset();
    const at::Tensor loss = w.square().sum();
    loss.backward();
    if (step == 1) mask.copy_(at::zeros({3, 2}).to(type));  // less, which a byte has no number for
    monitor.step(loss);
  }
  monitor.flush();
  REQUIRE(records.size() == 2);
  for (const std::size_t step : {0, 1}) {
    const auto& probe = records[step].probes.at(1);
    CHECK_THAT(probe.weight, WithinRel(std::sqrt(6.0), 1e-12));
    CHECK_THAT(probe.update, WithinRel(step == 0 ? 0.0 : std::sqrt(6.0), 1e-12));
    CHECK_FALSE(probe.zeros);
    CHECK_FALSE(records[step].norms.at(1));
  }
  CHECK(records[0].probes[1].constant);
}

TEST_CASE("a gradient penalty's own pass counts at no tap") {
  const at::Device device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (!device.is_cpu() && without_recording_device()) return;
  const at::Tensor w = at::ones({2}).to(device).requires_grad_();
  const at::Tensor x = at::ones({4, 2}).to(device).requires_grad_();
  std::vector<StepRecord> records;
  Monitor monitor({{"w", w}}, kept_in(records));
  for (const bool penalizes : {false, true}) {
    const at::Tensor loss = plumb::tap("hidden", x * w).sum();
    if (penalizes) torch::autograd::grad({loss}, {x}, {}, /*retain_graph=*/true, true);
    loss.backward();
    monitor.step(loss.detach());
  }
  // For chosen tensors too: nothing tells the pass from a penalty's.
  const at::Tensor loss = plumb::tap("hidden", x * w).sum();
  const std::vector<at::Tensor> inputs{w};
  loss.backward({}, /*retain_graph=*/false, /*create_graph=*/false, inputs);
  monitor.step(loss.detach());
  monitor.flush();
  REQUIRE(records.size() == 3);
  CHECK_THAT(records[0].activations.at(0)->gradient.value(), WithinRel(std::sqrt(8.0), 1e-12));
  CHECK_THAT(records[1].activations.at(0)->gradient.value(), WithinRel(std::sqrt(8.0), 1e-12));
  CHECK_FALSE(records[2].activations.at(0)->gradient);
}
