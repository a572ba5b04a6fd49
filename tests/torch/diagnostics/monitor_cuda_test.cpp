#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#include "plumb/diagnostics/monitor.hpp"
#include "support/catch.hpp"
#include "support/needs_cuda.hpp"

using plumb::Clip;
using plumb::Collection;
using plumb::Monitor;
using plumb::StepRecord;

namespace {

std::vector<StepRecord> train(const at::Device& device, const Clip& clip, Collection collection,
                              int steps) {
  at::manual_seed(5);
  torch::nn::Sequential net(torch::nn::Linear(6, 5), torch::nn::Tanh(), torch::nn::Linear(5, 3));
  const at::Tensor inputs = at::randn({16, 6}).to(device);
  net->to(device);
  std::vector<StepRecord> records;
  Monitor monitor(*net,
                  {collection, [&](const StepRecord& r) { records.push_back(r); }, /*window=*/4});
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  for (int i = 0; i < steps; ++i) {
    optimizer.zero_grad();
    const at::Tensor loss = net->forward(inputs).square().mean() * 50;
    loss.backward();
    monitor.clip(clip);
    optimizer.step();
    monitor.step(loss);
  }
  monitor.flush();
  return records;
}

}  // namespace

TEST_CASE("a GPU gives the records that the CPU gives", "[gpu]") {
  if (without_cuda()) return;
  const Clip clip = GENERATE(Clip::none(), Clip::norm(1), Clip::tensor(1), Clip::value(0.1),
                             Clip::agc(0.1), Clip::autoclip(30), Clip::zclip(2), Clip::adagc(1.05));
  const Collection collection = GENERATE(Collection::hook, Collection::batched);
  const auto cpu = train(at::kCPU, clip, collection, 10);
  const auto gpu = train(at::kCUDA, clip, collection, 10);
  REQUIRE(gpu.size() == cpu.size());
  for (std::size_t i = 0; i < cpu.size(); ++i) {
    // Float32 arithmetic in another order, grown over ten steps.
    REQUIRE_THAT(gpu[i].loss, WithinRel(cpu[i].loss, 1e-3));
    REQUIRE_THAT(gpu[i].norm, WithinRel(cpu[i].norm, 1e-3));
    REQUIRE_THAT(gpu[i].norm_after, WithinRel(cpu[i].norm_after, 1e-3));
    REQUIRE(gpu[i].step == cpu[i].step);
    REQUIRE(gpu[i].clipped == cpu[i].clipped);
  }
}
