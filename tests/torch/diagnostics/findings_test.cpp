#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <stdexcept>

#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Finding;
using plumb::Monitor;

namespace {

/// A deep sigmoid network, as a user of the library writes it.
struct DeepSigmoid : torch::nn::Module {
  DeepSigmoid() {
    for (int i = 0; i < 10; ++i) {
      layers.push_back(register_module("layer_" + std::to_string(i), torch::nn::Linear(8, 8)));
    }
  }
  at::Tensor forward(at::Tensor x) {
    for (std::size_t i = 0; i < layers.size(); ++i)
      x = plumb::tap("layer_" + std::to_string(i), at::sigmoid(layers[i](x)));
    return x;
  }
  std::vector<torch::nn::Linear> layers;
};

/// As train() would go on after `first` steps, up to `last`.
template <class Network>
void train_on(Network& net, Monitor& monitor, int first, int last) {
  torch::optim::SGD optimizer(net.parameters(), 0.01);
  at::manual_seed(1);
  for (int i = 0; i < last; ++i) {
    const at::Tensor x = at::randn({16, 8});
    if (i < first) continue;
    optimizer.zero_grad();
    const at::Tensor loss = at::mse_loss(net.forward(x), at::sigmoid(x));
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
}

template <class Network>
void train(Network& net, Monitor& monitor, int steps) {
  train_on(net, monitor, 0, steps);
}

std::vector<std::string> texts_of(const std::vector<Finding>& findings) {
  std::vector<std::string> texts;
  for (const auto& finding : findings) texts.push_back(plumb::to_string(finding));
  return texts;
}

}  // namespace

#ifdef __GLIBC__
TEST_CASE("a loop that never clips hears nothing of clipping, whatever its memory held before") {
  mallopt(M_PERTURB, 0x5a);
  torch::nn::Linear net(2, 1);
  plumb::MonitorOptions options;
  options.probe_every = 0;
  Monitor monitor(*net, options);
  mallopt(M_PERTURB, 0);
  for (int i = 0; i < 1100; ++i) {
    net->zero_grad();
    const at::Tensor loss = net->forward(at::ones({1, 2})).square().sum();
    loss.backward();
    monitor.step(loss);
  }
  const auto& findings = monitor.findings();
  CHECK(std::none_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.rule.starts_with("clipping"); }));
}
#endif

TEST_CASE("a user's loop is told of its vanishing gradient within a few steps") {
  at::manual_seed(0);
  DeepSigmoid net;
  std::vector<Finding> reported;
  plumb::MonitorOptions options;
  options.on_finding = [&](const Finding& finding) { reported.push_back(finding); };
  Monitor monitor(net, options);
  train(net, monitor, 31);
  const auto& findings = monitor.findings();
  const auto vanishing = std::find_if(findings.begin(), findings.end(), [](const Finding& f) {
    return f.rule == "vanishing-gradient";
  });
  REQUIRE(vanishing != findings.end());
  REQUIRE(vanishing->first_step == 0);
  REQUIRE(vanishing->reported_step <= 30);
  REQUIRE_THAT(vanishing->layer, ContainsSubstring("layer_"));
  REQUIRE(reported.size() >= findings.size());
}

TEST_CASE("a loop that clears its gradients before the monitor looks is told of the order") {
  const bool to_none = GENERATE(true, false);
  const bool clips = GENERATE(true, false);
  const bool accumulates = GENERATE(true, false);
  CAPTURE(to_none, clips, accumulates);
  at::manual_seed(0);
  torch::nn::Linear net(8, 2);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  std::vector<plumb::StepRecord> records;
  plumb::MonitorOptions options;
  options.on_record = [&](const plumb::StepRecord& record) { records.push_back(record); };
  Monitor monitor(*net, options);
  for (int i = 0; i < 60; ++i) {
    at::Tensor loss;
    for (int part = accumulates ? 0 : 1; part < 2; ++part) {
      const at::Tensor x = at::randn({16, 8});
      loss = at::mse_loss(net->forward(x), x.narrow(1, 0, 2));
      loss.backward();
    }
    if (clips) monitor.clip(plumb::Clip::none());
    optimizer.step();
    optimizer.zero_grad(to_none);
    monitor.step(loss);
  }
  for (const auto& record : records) REQUIRE(record.norms[0].has_value() == clips);
  REQUIRE(monitor.findings().size() == (clips ? 0 : 1));
  if (clips) return;
  const Finding& finding = monitor.findings()[0];
  CHECK(finding.severity == plumb::Severity::warning);
  CHECK_THAT(finding.message, ContainsSubstring("the parameters move") &&
                                  ContainsSubstring("zero_grad() called before it"));
}

TEST_CASE("a gradient that is really zero is recorded as that") {
  torch::nn::Linear net(8, 2);
  Monitor monitor(*net, {plumb::Collection::hook,
                         [](const plumb::StepRecord& record) { REQUIRE(record.norms[0] == 0.0); }});
  const at::Tensor loss = (net->forward(at::ones({1, 8})) * 0).sum();
  loss.backward();
  monitor.step(loss);
}

TEST_CASE("what a monitor records can be diagnosed afterwards") {
  const TemporaryFolder folder;
  at::manual_seed(0);
  DeepSigmoid net;
  std::vector<Finding> live;
  {
    Monitor monitor(net);
    monitor.record_to(folder.path() / "run");
    REQUIRE_THROWS_WITH(Monitor(net).record_to(folder.path() / "run"),
                        ContainsSubstring("already holds a run"));
    train(net, monitor, 31);
    live = monitor.findings();
    // There as soon as it is found: another process may look.
    REQUIRE(plumb::read_findings(folder.path() / "run").size() == live.size());
    monitor.clip(plumb::Clip::norm(2));
  }
  REQUIRE(plumb::read_facts(folder.path() / "run")->clip == plumb::Clip::norm(2));
  REQUIRE(plumb::read_run(folder.path() / "run").status() == plumb::RunStatus::stopped);
  REQUIRE(plumb::findings_json(plumb::read_findings(folder.path() / "run")) ==
          plumb::findings_json(live));
  const auto again = plumb::diagnose_run(folder.path() / "run");
  REQUIRE(again.size() == live.size());
  for (std::size_t i = 0; i < live.size(); ++i) {
    REQUIRE(again[i].rule == live[i].rule);
    REQUIRE(again[i].reported_step == live[i].reported_step);
    REQUIRE(again[i].layer == live[i].layer);
  }
}

TEST_CASE("a record that is refused leaves the one under way, and another takes its place") {
  const TemporaryFolder folder;
  const auto first = folder.path() / "first", second = folder.path() / "second";
  at::manual_seed(0);
  DeepSigmoid net;
  Monitor monitor(net);
  monitor.record_to(first);
  train(net, monitor, 2);
  REQUIRE_THROWS_WITH(monitor.record_to(first), ContainsSubstring("already holds a run"));
  train(net, monitor, 3);
  monitor.record_to(second);
  CHECK(plumb::read_run(first).status() == plumb::RunStatus::stopped);
  CHECK(plumb::read_summary(first).at("steps") == "5");
  train(net, monitor, 2);
  monitor.finish();
  CHECK(plumb::read_summary(first).at("steps") == "5");
  CHECK(plumb::read_summary(second).at("steps") == "7");
  CHECK(plumb::read_run(second).status() == plumb::RunStatus::completed);
}

TEST_CASE("a run that goes on is recorded as if it had never stopped") {
  const TemporaryFolder folder;
  const auto whole = folder.path() / "whole", parts = folder.path() / "parts";
  const auto run_of = [](DeepSigmoid& net, const std::filesystem::path& directory, int steps) {
    Monitor monitor(net);
    monitor.record_to(directory);
    train(net, monitor, steps);
    monitor.flush();
    return monitor.findings();
  };
  at::manual_seed(0);
  DeepSigmoid first;
  const auto expected = run_of(first, whole, 31);
  REQUIRE_FALSE(expected.empty());
  at::manual_seed(0);
  DeepSigmoid second;
  run_of(second, parts, 25);  // five more than the checkpoint that it goes on from

  at::manual_seed(0);
  DeepSigmoid resumed;
  {
    Monitor to_the_checkpoint(resumed);
    train(resumed, to_the_checkpoint, 20);
  }
  plumb::MonitorOptions options;
  std::vector<std::int64_t> told;
  options.on_finding = [&](const Finding& finding) { told.push_back(finding.reported_step); };
  Monitor monitor(resumed, options);
  CHECK_THROWS_WITH(monitor.resume_recording(parts), ContainsSubstring("set_next_step"));
  monitor.set_next_step(20);
  CHECK_THROWS_AS(monitor.resume_recording(folder.path() / "none"), plumb::Error);
  CHECK(plumb::read_steps(parts).rows.size() == 25);
  monitor.resume_recording(parts);
  CHECK(plumb::read_run(parts).status() == plumb::RunStatus::running);
  CHECK(plumb::read_summary(parts).at("steps") == "20");
  CHECK(plumb::read_steps(parts).rows.size() == 20);
  train_on(resumed, monitor, 20, 31);
  monitor.flush();
  CHECK_THROWS_WITH(monitor.resume_recording(parts), ContainsSubstring("already"));

  const auto rows = plumb::read_steps(parts).rows, all = plumb::read_steps(whole).rows;
  REQUIRE(rows.size() == all.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].step == all[i].step);
    CHECK(rows[i].norm == all[i].norm);
  }
  // As text: the evidence of steps that were read back has the digits of the file.
  CHECK(texts_of(monitor.findings()) == texts_of(expected));
  CHECK(texts_of(plumb::read_findings(parts)) == texts_of(plumb::read_findings(whole)));
  CHECK(std::all_of(told.begin(), told.end(), [](std::int64_t step) { return step >= 20; }));
}

TEST_CASE("facts and thresholds that cannot be are refused where the monitor is made") {
  torch::nn::Linear net(2, 1);
  plumb::MonitorOptions options;
  std::string named;
  SECTION("a negative learning rate") {
    options.facts.learning_rate = -1;
    named = "learning_rate is -1";
  }
  SECTION("a baseline that is not a number, as of data that hold one") {
    options.facts.baseline_loss = std::nan("");
    named = "baseline_loss is nan";
  }
  SECTION("one that is infinite") {
    options.facts.baseline_loss = std::numeric_limits<double>::infinity();
    named = "baseline_loss is inf";
  }
  SECTION("a negative decay") {
    options.facts.weight_decay = -0.1;
    named = "weight_decay is -0.1";
  }
  SECTION("targets that spread less than not at all") {
    options.facts.targets = {{0, -1}};
    named = "targets.deviation is -1";
  }
  SECTION("a threshold") {
    options.thresholds.spike_factor = -1;
    named = "spike_factor is -1";
  }
  CHECK_THROWS_WITH(Monitor(*net, options), ContainsSubstring(named));
}

TEST_CASE("a rule that fails at the end does not cost the record its end") {
  struct Fails : plumb::Rule {
    std::string_view name() const override { return "fails"; }
    std::optional<plumb::Verdict> observe(const plumb::RunView&) override { return std::nullopt; }
    std::optional<plumb::Verdict> finish(const plumb::RunView&) override {
      throw plumb::Error("no end");
    }
  };
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  at::manual_seed(0);
  torch::nn::LinearImpl net(8, 8);
  Monitor monitor(net);
  monitor.diagnosis().add(std::make_unique<Fails>());
  monitor.record_to(directory);
  train(net, monitor, 3);
  CHECK_THROWS_WITH(monitor.finish(), ContainsSubstring("no end"));
  CHECK(plumb::read_run(directory).status() == plumb::RunStatus::completed);
  CHECK(plumb::read_summary(directory).at("steps") == "3");
}

TEST_CASE("a recorded run is judged again by the thresholds that its loop had moved") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  at::manual_seed(0);
  torch::nn::LinearImpl net(8, 8);
  plumb::MonitorOptions options;
  options.thresholds.spike_factor = 1.1;
  Monitor monitor(net, options);
  monitor.record_to(directory);
  train(net, monitor, 200);
  monitor.finish();
  REQUIRE_FALSE(monitor.findings().empty());
  CHECK(texts_of(plumb::diagnose_run(directory)) == texts_of(monitor.findings()));
  CHECK(plumb::diagnose_run(directory, plumb::Thresholds()).empty());
}

TEST_CASE("evaluations are recorded and judged between the steps, also of a run that goes on") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  at::manual_seed(0);
  torch::nn::LinearImpl net(8, 8);
  plumb::MonitorOptions options;
  options.facts.baseline_loss = 100;  // as if much had been learnt
  {
    Monitor monitor(net, options);
    monitor.record_to(directory);
    train(net, monitor, 3);
    monitor.note_evaluation({.training = 100, .validation = 99});
    train(net, monitor, 3);
  }
  Monitor monitor(net, options);
  monitor.set_next_step(5);
  monitor.resume_recording(directory);
  train(net, monitor, 1);
  CHECK(monitor.findings().empty());
  monitor.note_evaluation({.training = 100});
  monitor.clip(plumb::Clip::none());
  CHECK_THROWS_WITH(monitor.note_evaluation({}), ContainsSubstring("between clip and step"));
  CHECK_THROWS_WITH(monitor.note_evaluation({.classes = {{4, 6}, {4, 7}}}),
                    ContainsSubstring("class 1 has 7 right samples of 6"));
  monitor.discard_step();
  monitor.finish();
  REQUIRE(monitor.findings().size() == 1);
  CHECK(monitor.findings().front().rule == "evaluation-mode");
  CHECK(monitor.findings().front().first_step == 2);
  CHECK(texts_of(plumb::diagnose_run(directory)) == texts_of(monitor.findings()));
  CHECK_THROWS_WITH(monitor.note_evaluation({}), ContainsSubstring("finish"));
}

TEST_CASE("a run whose monitor dies of an exception has failed") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  torch::nn::LinearImpl net(8, 8);
  try {
    Monitor monitor(net);
    monitor.record_to(directory);
    train(net, monitor, 3);
    throw std::runtime_error("of the loop");
  } catch (const std::runtime_error&) {
    // One that begins and ends meanwhile has seen none.
    Monitor monitor(net);
    monitor.record_to(folder.path() / "other");
    train(net, monitor, 3);
  }
  CHECK(plumb::read_run(directory).status() == plumb::RunStatus::failed);
  CHECK(plumb::read_summary(directory).at("steps") == "3");
  CHECK(plumb::read_run(folder.path() / "other").status() == plumb::RunStatus::stopped);
}

TEST_CASE("a run goes on from no step that it has not come to") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  torch::nn::LinearImpl net(8, 8);
  Monitor first(net);
  first.record_to(directory);
  train(net, first, 30);
  first.flush();
  const auto resume_at = [&](std::int64_t step, const std::filesystem::path& run) {
    Monitor monitor(net);
    monitor.set_next_step(step);
    monitor.resume_recording(run);
  };
  // As if it had been killed: the last lines may be missing.
  CHECK_THROWS_WITH(resume_at(61, directory), ContainsSubstring("30 steps"));
  CHECK_NOTHROW(resume_at(40, directory));
  // It has ended now, and tells its steps exactly.
  CHECK_THROWS_WITH(resume_at(5000, directory),
                    ContainsSubstring("recorded 40 steps") && ContainsSubstring("step 5000"));
  CHECK_THROWS_AS(resume_at(41, directory), plumb::Error);
  CHECK_NOTHROW(resume_at(40, directory));
  CHECK(plumb::read_steps(directory).rows.size() == 30);
  CHECK_THROWS_WITH(resume_at(5, folder.path() / "none"), ContainsSubstring("there is no run in"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "none"));
}

TEST_CASE("a run of another network is not gone on with") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  torch::nn::LinearImpl net(8, 8), other(8, 4);
  {
    Monitor monitor(net);
    monitor.record_to(directory);
    train(net, monitor, 5);
  }
  Monitor monitor(other);
  monitor.set_next_step(3);
  CHECK_THROWS_WITH(monitor.resume_recording(directory), ContainsSubstring("weight"));
  CHECK(plumb::read_steps(directory).rows.size() == 5);
}

TEST_CASE("a recorded run that ended as planned is judged as one") {
  const TemporaryFolder folder;
  const auto directory = folder.path() / "run";
  at::manual_seed(0);
  torch::nn::Linear net(2, 1);
  plumb::MonitorOptions options;
  options.facts.baseline_loss = 1;
  Monitor monitor(*net, options);
  monitor.record_to(directory);
  const at::Tensor stuck = at::ones({});
  for (int step = 0; step < 60; ++step) monitor.step(stuck);
  const auto status = [&] { return plumb::read_run(directory).status(); };
  REQUIRE(status() == plumb::RunStatus::running);
  monitor.finish();
  REQUIRE(status() == plumb::RunStatus::completed);
  REQUIRE(plumb::read_summary(directory).at("steps") == "60");
  REQUIRE(monitor.findings().size() == 1);
  REQUIRE(plumb::findings_json(plumb::diagnose_run(directory)) ==
          plumb::findings_json(monitor.findings()));
}

TEST_CASE("a rule hears of the end where nothing worse than an observation was found") {
  struct AtTheEnd : plumb::Rule {
    std::string_view name() const override { return "at-the-end"; }
    std::optional<plumb::Verdict> observe(const plumb::RunView&) override { return std::nullopt; }
    std::optional<plumb::Verdict> finish(const plumb::RunView& run) override {
      plumb::Verdict verdict;
      verdict.severity = plumb::Severity::warning;
      verdict.message = "after " + std::to_string(run.loss.steps()) + " steps";
      return verdict;
    }
  };
  const TemporaryFolder folder;
  at::manual_seed(0);
  DeepSigmoid deep;
  Monitor of_deep(deep);
  of_deep.diagnosis().add(std::make_unique<AtTheEnd>());
  train(deep, of_deep, 31);
  of_deep.flush();
  const auto found = of_deep.findings().size();
  REQUIRE(plumb::worst(of_deep.findings()) > plumb::Severity::info);
  of_deep.finish();
  CHECK(of_deep.findings().size() == found);

  torch::nn::LinearImpl linear(8, 8);
  Monitor of_linear(linear);
  of_linear.record_to(folder.path() / "run");
  of_linear.diagnosis().add(std::make_unique<AtTheEnd>());
  train(linear, of_linear, 3);
  of_linear.flush();
  REQUIRE(of_linear.findings().empty());
  of_linear.finish();
  REQUIRE(of_linear.findings().size() == 1);
  const Finding last = plumb::read_findings(folder.path() / "run").at(0);
  CHECK(last.rule == "at-the-end");
  CHECK(last.message == "after 3 steps");
  CHECK(last.reported_step == 2);
}

TEST_CASE("a rule of one's own sees every step") {
  struct Counter : plumb::Rule {
    std::string_view name() const override { return "counter"; }
    std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
      plumb::Verdict verdict;
      verdict.message = "step " + std::to_string(run.record.step);
      if (run.record.step != 2) return std::nullopt;
      return verdict;
    }
  };
  DeepSigmoid net;
  Monitor monitor(net);
  monitor.diagnosis().add(std::make_unique<Counter>());
  REQUIRE_THROWS_WITH(monitor.diagnosis().add(std::make_unique<Counter>()),
                      ContainsSubstring("two rules called 'counter'"));
  train(net, monitor, 3);
  REQUIRE(monitor.findings().back().message == "step 2");
}

TEST_CASE("a tap's name that is not UTF-8 costs the record nothing but those bytes") {
  const TemporaryFolder folder;
  torch::nn::Linear net(2, 1);
  {
    Monitor monitor(*net);
    monitor.record_to(folder.path() / "run");
    for (int step = 0; step < 3; ++step) {
      net->zero_grad();
      const at::Tensor loss =
          plumb::tap("caf\xe9", at::relu(net->forward(at::ones({4, 2})))).square().mean();
      loss.backward();
      monitor.step(loss);
    }
    monitor.finish();
    CHECK(monitor.taps().size() == 1);
  }
  const auto recorded = plumb::read_steps(folder.path() / "run");
  REQUIRE(recorded.rows.size() == 3);
  REQUIRE(recorded.taps.size() == 1);
  CHECK(recorded.taps[0].name == "caf\xef\xbf\xbd");
}

TEST_CASE("the inputs and outputs of a network are known where its taps have a prefix") {
  const std::string prefix = GENERATE("", "generator.");
  at::manual_seed(1);
  torch::nn::Linear net(8, 8);
  plumb::MonitorOptions options;
  options.tap_prefix = prefix;
  Monitor monitor(*net, options);
  for (int step = 0; step < 30; ++step) {
    net->zero_grad();
    const at::Tensor x = plumb::tap(prefix + "input", at::randn({16, 8}) * 1e4);
    const at::Tensor y = plumb::tap(prefix + "output", at::tanh(net->forward(x)));
    const at::Tensor loss = y.square().mean();
    loss.backward();
    monitor.step(loss);
  }
  const auto found = monitor.findings();
  const auto is_found = [&](std::string_view rule) {
    return std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.rule == rule; });
  };
  CHECK(is_found("input-scale"));
  CHECK(!is_found("saturated-units"));  // outputs that are sure of themselves
}

TEST_CASE("layers that a detach() cuts off are named, and not those that are frozen") {
  const bool frozen = GENERATE(false, true);
  at::manual_seed(1);
  torch::nn::Linear first(4, 8), second(8, 1);
  first->weight.requires_grad_(!frozen);
  first->bias.requires_grad_(!frozen);
  Monitor monitor({{"first.weight", first->weight},
                   {"first.bias", first->bias},
                   {"second.weight", second->weight},
                   {"second.bias", second->bias}});
  torch::optim::SGD optimizer({second->weight, second->bias}, 0.05);
  for (int step = 0; step < 220; ++step) {
    const at::Tensor x = at::randn({16, 4});
    optimizer.zero_grad();
    const at::Tensor hidden = plumb::tap("first", at::relu(first(x))).detach();
    const at::Tensor out = plumb::tap("second", second(hidden));
    const at::Tensor loss = (out.squeeze(1) - x.select(1, 0)).square().mean();
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  const auto& findings = monitor.findings();
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [](const Finding& f) { return f.rule == "update-ratio"; });
  REQUIRE((found != findings.end()) == !frozen);
  if (frozen) return;
  CHECK(found->severity == plumb::Severity::warning);
  CHECK(found->layer == "first");
  CHECK_THAT(found->message, ContainsSubstring("first.weight and 1 other require a gradient"));
}

TEST_CASE("facts that no file could hold are refused before a folder is made for them") {
  const TemporaryFolder folder;
  torch::nn::Linear net(2, 1);
  const std::string latin = "caf\xe9";
  plumb::MonitorOptions options;
  std::string named = "loss";
  SECTION("the loss") {
    options.facts.loss = latin;
  }
  SECTION("the optimizer") {
    options.facts.optimizer = latin, named = "optimizer";
  }
  SECTION("the activation") {
    options.facts.activation = latin, named = "activation";
  }
  SECTION("a setting") {
    options.facts.settings["data"] = latin, named = "settings";
  }
  SECTION("an option") {
    options.facts.settings[latin] = "on", named = "settings";
  }
  CHECK_THROWS_WITH(Monitor(*net, options), ContainsSubstring("the fact " + named) &&
                                                ContainsSubstring("caf\xef\xbf\xbd") &&
                                                ContainsSubstring("not UTF-8"));
}
