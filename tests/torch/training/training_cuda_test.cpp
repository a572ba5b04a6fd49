#include <ATen/Context.h>
#include <torch/types.h>

#include <iostream>
#include <optional>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"
#include "support/needs_cuda.hpp"
#include "training/device.hpp"
#include "training/learner.hpp"
#include "training/optimizer.hpp"
#include "training/precision.hpp"
#include "training/train_step.hpp"

namespace {

struct TenSteps {
  std::vector<plumb::StepRecord> records;
  std::vector<at::Tensor> parameters;  // on the CPU
};

TenSteps ten_steps(const at::Device& device, const std::string& optimizer_name,
                   const plumb::Clip& clip, bool captured = false) {
  std::optional<plumb::DeviceStream> stream;
  if (captured) stream.emplace(device);
  plumb::NetworkOptions options;
  options.sample_shape = {6};
  options.outputs = 3;
  options.width = 8;
  options.activation = "tanh";
  auto network = plumb::make_network(options);
  network->to(device);
  at::manual_seed(5);
  const plumb::TensorSplit batch{at::randn({16, 6}).to(device),
                                 at::randint(0, 3, {16}, at::kLong).to(device)};
  plumb::OptimizerOptions update;
  update.name = optimizer_name;
  const auto optimizer = plumb::make_optimizer(update, network->parameters());
  const plumb::Loss loss("cross-entropy");

  TenSteps trained;
  plumb::MonitorOptions watching;
  watching.on_record = [&](const plumb::StepRecord& r) { trained.records.push_back(r); };
  plumb::Monitor monitor(*network, watching);
  plumb::TrainStep step(*network, loss, *optimizer, monitor, {clip}, device);
  std::string failure;
  if (captured) {
    step.replay_with(
        [&] { return plumb::make_step_graph(device); },
        [&](const plumb::TrainStep::CaptureFailure& failed) { failure = failed.what; });
  }
  const at::Tensor all = at::arange(batch.count(), at::kLong).to(device);
  for (int i = 0; i < 10; ++i) step.run(batch, all);
  REQUIRE(failure == "");
  monitor.flush();
  for (const auto& parameter : network->parameters()) {
    trained.parameters.push_back(parameter.detach().to(at::kCPU));
  }
  return trained;
}

}  // namespace

TEST_CASE("ten steps on a GPU end where ten steps on the CPU end", "[gpu]") {
  if (without_cuda()) return;
  const std::string optimizer =
      GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  const plumb::Clip clip =
      GENERATE(plumb::Clip::none(), plumb::Clip::norm(0.1), plumb::Clip::tensor(0.1));
  INFO(optimizer << ' ' << to_string(clip));
  const TenSteps cpu = ten_steps(at::kCPU, optimizer, clip);
  const TenSteps gpu = ten_steps(at::kCUDA, optimizer, clip);
  REQUIRE(gpu.records.size() == 10);
  // Float32 in another order, grown over ten steps.
  for (std::size_t i = 0; i < 10; ++i) {
    REQUIRE_THAT(gpu.records[i].norm, WithinRel(cpu.records[i].norm, 1e-3));
  }
  for (std::size_t i = 0; i < cpu.parameters.size(); ++i) {
    REQUIRE(at::allclose(gpu.parameters[i], cpu.parameters[i], 1e-3, 1e-4));
  }
}

TEST_CASE("steps replayed from a CUDA graph make the numbers of steps that are run", "[gpu]") {
  if (without_cuda()) return;
  const at::Device device(at::kCUDA, 0);
  if (const auto reason = plumb::no_step_graph(device)) {
    std::cout << "skipped: " << *reason << '\n';
    return;
  }
  const std::string optimizer =
      GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  const plumb::Clip clip =
      GENERATE(plumb::Clip::none(), plumb::Clip::norm(0.1), plumb::Clip::tensor(0.1),
               plumb::Clip::autoclip(50), plumb::Clip::adagc(1.05));
  INFO(optimizer << ' ' << to_string(clip));
  const TenSteps run = ten_steps(device, optimizer, clip);
  const TenSteps replayed = ten_steps(device, optimizer, clip, /*captured=*/true);
  REQUIRE(replayed.records.size() == 10);
  // The same kernels; cuBLAS may choose another algorithm with another workspace.
  for (std::size_t i = 0; i < 10; ++i) {
    REQUIRE_THAT(replayed.records[i].loss, WithinRel(run.records[i].loss, 1e-5));
    REQUIRE_THAT(replayed.records[i].norm, WithinRel(run.records[i].norm, 1e-4));
    REQUIRE(replayed.records[i].clipped == run.records[i].clipped);
  }
  for (std::size_t i = 0; i < run.parameters.size(); ++i)
    REQUIRE(at::allclose(replayed.parameters[i], run.parameters[i], 1e-4, 1e-5));
}

TEST_CASE("after a capture that breaks, the device works, and the next capture too", "[gpu]") {
  if (without_cuda()) return;
  const at::Device device(at::kCUDA, 0);
  if (const auto reason = plumb::no_step_graph(device)) {
    std::cout << "skipped: " << *reason << '\n';
    return;
  }
  const plumb::DeviceStream stream(device);
  const at::Tensor x = at::ones({3}).to(device);
  at::Tensor sum = (x * 2).sum();
  const auto graph = plumb::make_step_graph(device);
  REQUIRE_THROWS(graph->capture([&] { sum = (x * 3).sum() + (x * 2).sum().item<float>(); }));
  REQUIRE_THROWS_AS(graph->capture([&] {
    sum = (x * 3).sum();
    throw plumb::Error("of the host");
  }),
                    plumb::Error);
  REQUIRE((x * 2).sum().item<float>() == 6);
  graph->capture([&] { sum = (x * 2).sum(); });
  x.fill_(2);
  graph->replay();
  REQUIRE(sum.item<float>() == 12);
}

TEST_CASE("recurrent layers compute in bfloat16 on a GPU, and find their weights joined", "[gpu]") {
  if (without_cuda()) return;
  plumb::RunConfig config;
  config.network.model = GENERATE("rnn", "lstm", "gru");
  config.training.precision = "bfloat16";
  config.training.learning_rate = 1e-3;
  CAPTURE(config.network.model);
  plumb::NetworkOptions options;
  options.family = config.network.model;
  options.sample_shape = {12, 3};
  options.outputs = 5;
  options.width = 8;
  if (options.family == "rnn") options.activation = "relu";
  at::manual_seed(11);
  // float16 has no such numbers.
  const at::Tensor x = (at::randn({6, 12, 3}) * 1e6).to(at::kCUDA);
  plumb::Learner learner(config, options, {x, at::zeros({6}, at::kLong)}, 1, at::kCUDA);
  const auto parameters = learner.network().parameters();
  CHECK(parameters[0].is_alias_of(parameters[1]));
  CHECK(parameters[0].is_alias_of(parameters[3]));

  const at::Tensor expected = plumb::forward(learner.network(), x, plumb::Precision::float32);
  const at::Tensor outputs = plumb::forward(learner.network(), x, plumb::Precision::bfloat16);
  CHECK(at::isfinite(outputs).all().item<bool>());
  CHECK((outputs - expected).norm().item<float>() < 0.05F * expected.norm().item<float>());
  outputs.square().mean().backward();
  for (const auto& parameter : parameters) {
    REQUIRE(parameter.grad().scalar_type() == at::kFloat);
    CHECK(at::isfinite(parameter.grad()).all().item<bool>());
  }
}

TEST_CASE("float32 is not TF32 on a GPU", "[gpu]") {
  if (without_cuda()) return;
  at::globalContext().setAllowTF32CuDNN(true);
  plumb::prepare_process(1);
  CHECK_FALSE(at::globalContext().allowTF32CuDNN());
  CHECK_FALSE(at::globalContext().allowTF32CuBLAS());
}
