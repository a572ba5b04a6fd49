// A training step that a graph repeats makes the numbers of one that is run. On the CPU, where the
// graph calls the step again, and on a device that records operations as a GPU does.
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "recording_device.hpp"
#include "support/catch.hpp"
#include "training/capture_check.hpp"
#include "training/evaluation.hpp"
#include "training/spike_guard.hpp"
#include "training/step_graph.hpp"
#include "training/train_step.hpp"

using plumb::Clip;
using plumb::StepRecord;

namespace {

using MakeGraph = plumb::TrainStep::MakeGraph;

/// A graph of the CPU: a replay calls what was captured.
class CallAgain final : public plumb::StepGraph {
 public:
  void capture(std::function<void()> work) override { work_ = std::move(work); }
  void replay() override { work_(); }

 private:
  std::function<void()> work_;
};

std::unique_ptr<plumb::StepGraph> graph_of(const at::Device& device) {
  if (device.is_cpu()) return std::make_unique<CallAgain>();
  return recording_device::make_graph();
}

struct Counts {
  int captures = 0, replays = 0;
  bool operator==(const Counts&) const = default;
};

/// Counts what is done with another graph.
class Counted final : public plumb::StepGraph {
 public:
  Counted(std::unique_ptr<plumb::StepGraph> graph, Counts* counts)
      : graph_(std::move(graph)), counts_(counts) {}
  void capture(std::function<void()> work) override {
    ++counts_->captures;
    graph_->capture(std::move(work));
  }
  void replay() override {
    ++counts_->replays;
    graph_->replay();
  }

 private:
  std::unique_ptr<plumb::StepGraph> graph_;
  Counts* counts_;
};

/// Fails when all has been recorded, the latest that it can.
class Broken final : public plumb::StepGraph {
 public:
  explicit Broken(std::unique_ptr<plumb::StepGraph> graph) : graph_(std::move(graph)) {}
  void capture(std::function<void()> work) override {
    graph_->capture(std::move(work));
    throw plumb::Error("operation not permitted");
  }
  void replay() override { FAIL("replayed what was not captured"); }

 private:
  std::unique_ptr<plumb::StepGraph> graph_;
};

struct Setting {
  at::Device device = at::kCPU;
  std::string optimizer = "adam";
  Clip clip = {};
  std::int64_t probe_every = 10;
  std::int64_t window = 7;
  std::int64_t micro_batch = 0;
  std::string family = "mlp";
  std::string activation = "relu";
  std::string normalization = "none";
  std::string loss = "cross-entropy";
  plumb::Precision precision = plumb::Precision::float32;
  std::optional<plumb::SpikeGuard::Response> on_spike;  // then step 17 is one
  std::int64_t first_step = 0;  // of a run that goes on within its first epoch
};

struct GraphTrained {
  std::vector<StepRecord> records;
  std::vector<at::Tensor> parameters, state;  // on the CPU
  std::vector<plumb::Finding> findings;
  std::vector<plumb::Evaluation> means;  // of each epoch
  std::int64_t waits = 0;                // for the device, in steps
  std::vector<std::string> failures;
  bool captured = false;
};

namespace plan {
constexpr std::int64_t samples = 182, batch = 16, epochs = 2;  // a last batch has 6
constexpr std::int64_t steps_per_epoch = 12, steps = epochs * steps_per_epoch;
}  // namespace plan

/// Two epochs of twelve steps, the learning rate changed in the middle of the first and at every
/// step of the second. As a run has it: one TrainStep for all, and a measurement after each epoch.
///
GraphTrained train(const Setting& setting, const MakeGraph& make_graph = {}) {
  plumb::NetworkOptions shape;
  shape.family = setting.family;
  shape.sample_shape =
      setting.family == "mlp" ? std::vector<std::int64_t>{6} : std::vector<std::int64_t>{1, 8, 8};
  shape.outputs = 3;
  shape.depth = 2;
  shape.width = 8;
  shape.activation = setting.activation;
  shape.normalization = setting.normalization;
  const auto network = plumb::make_network(shape);
  network->to(setting.device);
  std::vector<std::int64_t> features = shape.sample_shape;
  features.insert(features.begin(), plan::samples);
  at::manual_seed(5);
  const plumb::TensorSplit data{at::randn(features).to(setting.device),
                                at::randint(0, 3, {plan::samples}, at::kLong).to(setting.device)};
  plumb::OptimizerOptions update;
  update.name = setting.optimizer;
  update.weight_decay = 0.01;
  const auto optimizer = plumb::make_optimizer(update, network->parameters());
  const plumb::Loss loss(setting.loss);

  GraphTrained trained;
  plumb::MonitorOptions watching;
  watching.on_record = [&](const StepRecord& r) { trained.records.push_back(r); };
  watching.probe_every = setting.probe_every;
  watching.window = setting.window;
  watching.inactive_window = 2;
  plumb::Monitor monitor(*network, watching);
  monitor.set_next_step(setting.first_step);
  plumb::TrainStepOptions options;
  options.clip = setting.clip;
  options.micro_batch = setting.micro_batch;
  options.precision = setting.precision;
  std::optional<plumb::SpikeGuard> guard;
  if (setting.on_spike) {
    guard.emplace(*setting.on_spike, setting.device, plumb::NamedTensors());
    options.guard = &*guard;
  }
  const auto scale_outputs = [&](double factor) {
    const at::NoGradGuard no_grad;
    network->parameters().end()[-2].mul_(factor);
  };
  plumb::TrainStep step(*network, loss, *optimizer, monitor, options, setting.device);
  if (make_graph) {
    step.replay_with(make_graph, [&](const plumb::TrainStep::CaptureFailure& failure) {
      trained.failures.push_back((failure.of_probed_steps ? "probed: " : "") + failure.what);
    });
  }
  for (std::int64_t epoch = 0; epoch < plan::epochs; ++epoch) {
    network->train();
    step.begin_epoch();
    const at::Tensor order = plumb::epoch_order(plan::samples, /*seed=*/3, epoch, setting.device);
    std::int64_t first = epoch == 0 ? setting.first_step * plan::batch : 0;
    for (; first < plan::samples; first += plan::batch) {
      if (monitor.steps() == 7) optimizer->set_learning_rate(5e-3);
      if (epoch == 1) optimizer->set_learning_rate(optimizer->learning_rate() * 0.9);
      const bool spikes = guard && monitor.steps() == 17;
      if (spikes) scale_outputs(1024);
      const std::int64_t before = recording_device::waits();
      step.run(data, order.narrow(0, first, std::min(plan::batch, plan::samples - first)));
      trained.waits += recording_device::waits() - before;
      if (spikes) scale_outputs(1.0 / 1024);
    }
    monitor.flush();
    trained.means.push_back(step.means());
    plumb::full_gradient(*network, data, loss, setting.precision);
    plumb::evaluate(*network, data, loss, setting.precision);
  }
  trained.captured = step.has_captured();
  trained.findings = monitor.findings();
  for (const auto& parameter : network->parameters())
    trained.parameters.push_back(parameter.detach().to(at::kCPU).clone());
  for (const auto& [name, tensor] : optimizer->state())
    trained.state.push_back(tensor.to(at::kCPU).clone());
  return trained;
}

bool is_missing(const at::Device& device) {
  return !device.is_cpu() && without_recording_device();
}

/// An optimizer sees of a clip whether the update is to be left out: each kind with one is enough.
bool is_redundant(const Setting& setting) {
  const bool plain = setting.clip.kind == Clip::Kind::none || setting.clip.kind == Clip::Kind::norm;
  return setting.optimizer != "adam" && !plain;
}

void require_same_tensors(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(at::equal(a[i], b[i]));
}

void require_same_probes(const StepRecord& x, const StepRecord& y) {
  REQUIRE(x.probes.size() == y.probes.size());
  for (std::size_t i = 0; i < x.probes.size(); ++i) {
    CAPTURE(i);
    const plumb::ParameterProbe &a = x.probes[i], &b = y.probes[i];
    REQUIRE(a.weight == b.weight);
    REQUIRE(a.update == b.update);
    REQUIRE(a.zeros == b.zeros);
    REQUIRE(a.non_finite == b.non_finite);
    REQUIRE(a.requires_grad == b.requires_grad);
  }
  REQUIRE(x.activations.size() == y.activations.size());
  for (std::size_t i = 0; i < x.activations.size(); ++i) {
    CAPTURE(i);
    REQUIRE(x.activations[i].has_value() == y.activations[i].has_value());
    if (!x.activations[i]) continue;
    const plumb::ActivationProbe &a = *x.activations[i], &b = *y.activations[i];
    REQUIRE(a.mean == b.mean);
    REQUIRE(a.deviation == b.deviation);
    REQUIRE(a.spread == b.spread);
    REQUIRE(a.saturated == b.saturated);
    REQUIRE(a.zeros == b.zeros);
    REQUIRE(a.inactive == b.inactive);
    REQUIRE(a.gradient == b.gradient);
  }
}

/// To the last bit.
void require_same_tensors(const GraphTrained& a, const GraphTrained& b) {
  REQUIRE_FALSE(a.records.empty());
  REQUIRE(a.records.back().step == plan::steps - 1);
  REQUIRE(b.records.size() == a.records.size());
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    CAPTURE(i);
    const StepRecord &x = a.records[i], &y = b.records[i];
    REQUIRE(x.step == y.step);
    REQUIRE(x.loss == y.loss);
    REQUIRE(x.norm == y.norm);
    REQUIRE(x.norm_after == y.norm_after);
    REQUIRE(x.clipped == y.clipped);
    REQUIRE(x.skipped == y.skipped);
    REQUIRE((x.norms == y.norms));
    REQUIRE((x.norms_after == y.norms_after));
    require_same_probes(x, y);
  }
  require_same_tensors(a.parameters, b.parameters);
  require_same_tensors(a.state, b.state);
  REQUIRE(a.means.size() == b.means.size());
  for (std::size_t i = 0; i < a.means.size(); ++i) {
    CAPTURE(i);
    REQUIRE(a.means[i].loss == b.means[i].loss);
    REQUIRE(a.means[i].accuracy == b.means[i].accuracy);
  }
  REQUIRE(a.findings.size() == b.findings.size());
}

/// Trains with graphs, captured once each, and without.
void require_replay_to_equal_running(const Setting& setting, const Counts& expected) {
  Counts counts;
  const GraphTrained replayed =
      train(setting, [&] { return std::make_unique<Counted>(graph_of(setting.device), &counts); });
  REQUIRE(replayed.failures == std::vector<std::string>());
  REQUIRE(std::ssize(replayed.records) == plan::steps - setting.first_step);
  require_same_tensors(replayed, train(setting));
  REQUIRE(counts == expected);
}

}  // namespace

TEST_CASE("replayed steps make the numbers of steps that are run, for every optimizer and clip") {
  Setting setting;
  setting.device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (is_missing(setting.device)) return;
  setting.optimizer = GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  setting.clip = GENERATE(Clip::none(), Clip::norm(0.1), Clip::tensor(0.1), Clip::value(0.01),
                          Clip::agc(0.01), Clip::autoclip(50), Clip::zclip(1), Clip::adagc(1.05));
  if (is_redundant(setting)) return;
  CAPTURE(setting.device.str(), setting.optimizer, to_string(setting.clip));
  // 3 to 9; 12 to 22, of which 20 is probed, as were 0 and 10, which warm up as 1 and 2 do; the
  // last of an epoch is short.
  require_replay_to_equal_running(setting, {2, 7 + 11});
}

TEST_CASE("steps that are probed are replayed from a graph of their own, with all that they read") {
  Setting setting;
  setting.device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (is_missing(setting.device)) return;
  setting.optimizer = GENERATE("keras-adam", "sgd");
  setting.clip = GENERATE(Clip::none(), Clip::norm(0.1));
  setting.activation = GENERATE("relu", "tanh");
  setting.probe_every = GENERATE(4, 3, 1);
  CAPTURE(setting.device.str(), setting.optimizer, to_string(setting.clip), setting.activation,
          setting.probe_every);
  // Of 24 steps two are short, two of each kind warm up.
  const Counts expected = setting.probe_every == 1 ? Counts{1, 20} : Counts{2, 18};
  require_replay_to_equal_running(setting, expected);
}

TEST_CASE("replayed steps equal steps that are run, for every shape of a step") {
  Setting setting;
  setting.clip = Clip::norm(0.1);
  setting.device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (is_missing(setting.device)) return;
  SECTION("micro-batches, the last one smaller") {
    setting.micro_batch = 6;
  }
  SECTION("batch normalization") {
    setting.normalization = "batch";
  }
  SECTION("spikes that are skipped") {
    setting.on_spike = plumb::SpikeGuard::Response::skip;
  }
  SECTION("a squared error") {
    setting.loss = "mse";
  }
  SECTION("binary cross-entropy") {
    setting.loss = "bce";
  }
  CAPTURE(setting.device.str());
  require_replay_to_equal_running(setting, {2, 7 + 11});
}

TEST_CASE("convolutions, and a forward pass in bfloat16, are replayed too") {
  Setting setting;
  SECTION("convolutions") {
    setting.family = "resnet";
    setting.normalization = "batch";
  }
  SECTION("bfloat16") {
    setting.precision = plumb::Precision::bfloat16;
  }
  require_replay_to_equal_running(setting, {2, 7 + 11});
}

TEST_CASE("a run that goes on with an epoch's last, shorter batch still replays the others") {
  Setting setting;
  setting.device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (is_missing(setting.device)) return;
  setting.first_step = plan::steps_per_epoch - 1;
  CAPTURE(setting.device.str());
  // 14 to 19, 21 and 22: 12 and 13 warm up, 20 is the first that is probed, 23 is short.
  require_replay_to_equal_running(setting, {1, 8});
}

TEST_CASE("no step waits for the device, probed or not") {
  Setting setting;
  setting.device = recording_device::device();
  if (is_missing(setting.device)) return;
  setting.optimizer = GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  setting.clip = GENERATE(Clip::none(), Clip::norm(0.1), Clip::tensor(0.1), Clip::value(0.01),
                          Clip::agc(0.01), Clip::autoclip(50), Clip::zclip(1), Clip::adagc(1.05));
  if (is_redundant(setting)) return;
  CAPTURE(setting.optimizer, to_string(setting.clip));
  setting.window = plan::steps + 1;
  REQUIRE(train(setting).waits == 0);
  REQUIRE(train(setting, recording_device::make_graph).waits == 0);
}

TEST_CASE("a spike in a step that is replayed is skipped without waiting for the device") {
  Setting setting;
  setting.device = recording_device::device();
  if (is_missing(setting.device)) return;
  setting.on_spike = plumb::SpikeGuard::Response::skip;
  setting.clip = GENERATE(Clip::none(), Clip::norm(0.1));
  setting.window = plan::steps + 1;
  const GraphTrained trained = train(setting, [] { return recording_device::make_graph(); });
  REQUIRE(trained.failures == std::vector<std::string>());
  REQUIRE(trained.waits == 0);
  for (const StepRecord& record : trained.records) {
    CAPTURE(record.step);
    REQUIRE(record.skipped == (record.step == 17));
  }
}

TEST_CASE("the device that records trains as the CPU does") {
  Setting cpu;
  cpu.optimizer = GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  cpu.clip = GENERATE(Clip::none(), Clip::norm(0.1));
  Setting device = cpu;
  device.device = recording_device::device();
  if (is_missing(device.device)) return;
  CAPTURE(cpu.optimizer, to_string(cpu.clip));
  const GraphTrained a = train(cpu), b = train(device);
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    // Float32 in another order, grown over 24 steps.
    REQUIRE_THAT(b.records[i].loss, WithinRel(a.records[i].loss, 1e-3));
    REQUIRE_THAT(b.records[i].norm, WithinRel(a.records[i].norm, 1e-3));
  }
}

TEST_CASE("where the step cannot be captured training goes on without, and says so") {
  Setting setting;
  setting.device = recording_device::device();
  if (is_missing(setting.device)) return;
  setting.clip = Clip::norm(0.1);
  const GraphTrained trained =
      train(setting, [&] { return std::make_unique<Broken>(graph_of(setting.device)); });
  REQUIRE(trained.failures ==
          std::vector<std::string>{"operation not permitted", "probed: operation not permitted"});
  REQUIRE_FALSE(trained.captured);
  require_same_tensors(trained, train(setting));
}

TEST_CASE("a step tells whether it was captured, probed or not") {
  Setting setting;
  setting.device = recording_device::device();
  if (is_missing(setting.device)) return;
  setting.probe_every = GENERATE(1, 2);
  REQUIRE(train(setting, recording_device::make_graph).captured);
  REQUIRE_FALSE(train(setting).captured);
}

TEST_CASE("the device that records behaves as a GPU does while it captures") {
  const auto device = recording_device::device();
  if (is_missing(device)) return;
  const at::Tensor x = at::ones({3}).to(device);
  const auto on_host = [](const at::Tensor& tensor) { return tensor.to(at::kCPU); };
  const auto graph = recording_device::make_graph();
  double factor = 2;
  at::Tensor sum;
  graph->capture([&] {
    x.mul_(factor);
    sum = (x + 1).sum();
  });
  REQUIRE(at::equal(on_host(x), at::ones({3})));  // not done yet
  factor = 100;                                   // too late: it was 2 then
  graph->replay();
  graph->replay();
  REQUIRE(at::equal(on_host(x), at::full({3}, 4.0)));
  REQUIRE(on_host(sum).item<float>() == 15);

  const auto broken = recording_device::make_graph();
  REQUIRE_THROWS_WITH(broken->capture([&] { x.add_(1).sum().item<float>(); }),
                      ContainsSubstring("item() while a step is captured"));
  REQUIRE_THROWS_WITH(broken->capture([&] { x.to(at::kCPU); }), ContainsSubstring("to the host"));
  REQUIRE_THROWS_WITH(broken->capture([&] { x.copy_(at::zeros({3})); }),
                      ContainsSubstring("from the host"));
  REQUIRE(at::equal(on_host(x), at::full({3}, 4.0)));
}

TEST_CASE("a replayed step must have been captured, with a probe where it is probed") {
  const at::Device device = GENERATE(at::Device(at::kCPU), recording_device::device());
  if (is_missing(device)) return;
  const at::Tensor weight = at::ones({2}).to(device);
  weight.set_requires_grad(true);
  const at::Tensor loss = at::ones({});
  plumb::MonitorOptions options;
  options.probe_every = 3;
  plumb::Monitor monitor({{"weight", weight}}, options);
  REQUIRE(monitor.probes_next_step());
  REQUIRE_THROWS_WITH(monitor.step_replayed(loss), ContainsSubstring("step 0 is to be probed"));
  monitor.set_next_step(1);
  REQUIRE_THROWS_WITH(monitor.capture_probe(), ContainsSubstring("step 1 is not to be probed"));
  REQUIRE_THROWS_WITH(monitor.step_replayed(loss, plumb::CapturedProbe()),
                      ContainsSubstring("step 1 is not to be probed"));
  REQUIRE_THROWS_WITH(monitor.step_replayed(loss),
                      ContainsSubstring(weight.is_cpu() ? "on the CPU" : "no step was measured"));
  REQUIRE_THROWS_WITH(monitor.step_replayed(at::ones({2})), ContainsSubstring("scalar loss"));

  monitor.clip(Clip::none());
  REQUIRE_THROWS_AS(monitor.clip(Clip::none()), plumb::Error);
  monitor.discard_step();
  monitor.clip(Clip::none());
  monitor.step_replayed(loss);
  REQUIRE(monitor.steps() == 2);

  monitor.set_next_step(3);
  REQUIRE_THROWS_WITH(monitor.capture_probe(), ContainsSubstring("step 3 before clip"));
  monitor.clip(Clip::none());
  REQUIRE_THROWS_WITH(monitor.capture_probe(),
                      ContainsSubstring("step 3 before any step was probed"));
}

TEST_CASE("any loop can watch a step that a graph replays") {
  const auto device = recording_device::device();
  if (is_missing(device)) return;
  const auto collection = GENERATE(plumb::Collection::batched, plumb::Collection::hook);
  const auto train_by = [&](bool captures) {
    at::manual_seed(5);
    torch::nn::Sequential net(torch::nn::Linear(6, 5), torch::nn::Tanh(), torch::nn::Linear(5, 3));
    net->to(device);
    const at::Tensor batches = at::randn({12, 16, 6}).to(device);
    torch::optim::SGD optimizer(net->parameters(), 0.1);
    std::vector<StepRecord> records;
    plumb::MonitorOptions options;
    options.collection = collection;
    options.on_record = [&](const StepRecord& record) { records.push_back(record); };
    options.probe_every = 5;
    plumb::Monitor monitor(*net, options);
    const at::Tensor input = at::empty_like(batches[0]);
    at::Tensor loss, graph_loss;
    const auto work = [&] {
      optimizer.zero_grad();
      loss = net->forward(input).square().mean();
      loss.backward();
      monitor.clip(Clip::norm(0.5));
      optimizer.step();
    };
    const auto graph = recording_device::make_graph(), probed = recording_device::make_graph();
    at::Tensor probed_loss;
    plumb::CapturedProbe probe;
    for (int i = 0; i < 12; ++i) {
      input.copy_(batches[i]);
      if (!captures || i < 2) {
        work();
        monitor.step(loss);
      } else if (monitor.probes_next_step()) {
        if (!probed_loss.defined()) {
          probed->capture([&] {
            work();
            probe = monitor.capture_probe();
          });
          monitor.discard_step();
          probed_loss = loss;
        }
        probed->replay();
        monitor.step_replayed(probed_loss, probe);
      } else {
        if (!graph_loss.defined()) {
          graph->capture(work);
          monitor.discard_step();
          graph_loss = loss;
        }
        graph->replay();
        monitor.step_replayed(graph_loss);
      }
    }
    monitor.flush();
    return records;
  };
  const auto run = train_by(false), replayed = train_by(true);
  REQUIRE(replayed.size() == 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CAPTURE(i);
    REQUIRE(replayed[i].loss == run[i].loss);
    REQUIRE((replayed[i].norms == run[i].norms));
    REQUIRE((replayed[i].norms_after == run[i].norms_after));
    require_same_probes(replayed[i], run[i]);
  }
}

TEST_CASE("a replayed probe tells which units are inactive by the probes before it") {
  const auto device = recording_device::device();
  if (is_missing(device)) return;
  const at::Tensor weight = at::ones({4}).to(device);
  weight[3].fill_(-1);
  weight.set_requires_grad(true);
  torch::optim::SGD optimizer({weight}, 1e-3);
  std::vector<double> inactive;
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.inactive_window = 2;
  options.on_record = [&](const StepRecord& record) {
    inactive.push_back(record.activations.at(0)->inactive);
  };
  plumb::Monitor monitor({{"weight", weight}}, options);
  const at::Tensor input = at::empty({3, 1}).to(device);
  at::Tensor loss;
  const auto work = [&] {
    optimizer.zero_grad();
    loss = plumb::tap("units", (input * weight).relu()).sum();
    loss.backward();
    monitor.clip(Clip::none());
    optimizer.step();
  };
  const auto graph = recording_device::make_graph();
  plumb::CapturedProbe probe;
  for (int i = 0; i < 8; ++i) {
    input.fill_(i < 4 ? 1 : -1);
    if (i == 0) {
      work();
      monitor.step(loss);
      continue;
    }
    if (i == 1) {
      graph->capture([&] {
        work();
        probe = monitor.capture_probe();
      });
      monitor.discard_step();
    }
    graph->replay();
    monitor.step_replayed(loss, probe);
  }
  monitor.flush();
  // The last unit is active from the fifth probe on, the others are until then.
  REQUIRE(inactive == std::vector<double>{0.25, 0.25, 0.25, 0.25, 0, 0.75, 0.75, 0.75});
}

TEST_CASE("what a run asks for decides whether its steps are captured") {
  plumb::RunConfig config;
  REQUIRE_FALSE(plumb::why_not_captured(config));
  REQUIRE(plumb::decide_capture(config, at::kCPU) == "there are no CUDA graphs on the CPU");
  config.running.cuda_graph = "on";
  REQUIRE_THROWS_WITH(plumb::decide_capture(config, at::kCPU),
                      ContainsSubstring("--cuda-graph on: there are no CUDA graphs on the CPU"));
  config.running.cuda_graph = "off";
  REQUIRE(plumb::decide_capture(config, at::kCPU) == "--cuda-graph off");
  config.network.dropout = 0.1;
  REQUIRE_THAT(*plumb::why_not_captured(config), ContainsSubstring("--dropout"));
  config.network.dropout = 0;
  config.on_spike = "skip";
  REQUIRE_FALSE(plumb::why_not_captured(config));
  config.on_spike = "rollback";
  REQUIRE_THAT(*plumb::why_not_captured(config), ContainsSubstring("--on-spike rollback"));
  config.on_spike = "skip";
  config.running.probe_every = 1;
  REQUIRE_FALSE(plumb::why_not_captured(config));
}
