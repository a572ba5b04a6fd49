// Showing activations to the monitor: one line in `forward`, a single branch when nobody watches.
//
// The biases start far below zero, and the ReLU layer is dead from the first step on.
#include <torch/torch.h>

#include <iostream>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace {

struct Net : torch::nn::Module {
  torch::Tensor forward(const torch::Tensor& x) {
    const auto h = plumb::tap("first", torch::relu(first(x)));
    return second(h);
  }
  torch::nn::Linear first = register_module("first", torch::nn::Linear(8, 32));
  torch::nn::Linear second = register_module("second", torch::nn::Linear(32, 1));
};

}  // namespace

int main() {
  torch::manual_seed(0);
  Net net;
  torch::nn::init::constant_(net.first->bias, -10);
  torch::optim::SGD optimizer(net.parameters(), 0.1);
  bool dead = false;
  plumb::MonitorOptions options;
  options.on_finding = [&](const plumb::Finding& finding) {
    std::cout << to_string(finding) << '\n';
    dead |= finding.rule == "dead-units";
  };
  plumb::Monitor monitor(net, options);
  for (int step = 0; step < 60; ++step) {
    const auto x = torch::randn({64, 8});
    optimizer.zero_grad();
    const auto loss = torch::mse_loss(net.forward(x), x.sum(1, /*keepdim=*/true));
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  return dead ? 0 : 1;
}
