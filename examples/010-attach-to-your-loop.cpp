// What is wrong with an ordinary LibTorch training loop, in three lines: those that mention
// `monitor`.
//
// The network is deep and its layers are sigmoid: the gradient vanishes on its way to the first.
#include <torch/torch.h>

#include <iostream>
#include <string>

#include "plumb/diagnostics/monitor.hpp"

namespace {

torch::nn::Sequential deep_sigmoid_network(int hidden_layers) {
  torch::nn::Sequential net;
  int inputs = 2;
  for (int layer = 1; layer <= hidden_layers; ++layer) {
    net->push_back("dense_" + std::to_string(layer), torch::nn::Linear(inputs, 16));
    net->push_back("sigmoid_" + std::to_string(layer), torch::nn::Sigmoid());
    inputs = 16;
  }
  net->push_back("output", torch::nn::Linear(inputs, 2));
  return net;
}

}  // namespace

int main() {
  torch::manual_seed(0);
  auto net = deep_sigmoid_network(8);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  const auto x = torch::randn({256, 2});
  const auto y = x.select(1, 0).gt(0).to(torch::kLong);

  plumb::Monitor monitor(*net);
  for (int step = 0; step < 50; ++step) {
    optimizer.zero_grad();
    const auto loss = torch::nn::functional::cross_entropy(net->forward(x), y);
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  for (const auto& finding : monitor.findings()) std::cout << to_string(finding) << '\n';
  return monitor.findings().empty() ? 1 : 0;  // CI runs this: there must be something to say
}
