// Watching the gradients of an ordinary LibTorch training loop: the lines that mention `monitor`.
//
// The network is deep and its layers are sigmoid: the gradient vanishes on its way to the first.
#include <torch/torch.h>

#include <cstdio>
#include <optional>
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

void print_norms(const plumb::Monitor& monitor, const plumb::StepRecord& record) {
  std::printf("step %lld, loss %.4f, total gradient norm %.3g\n",
              static_cast<long long>(record.step), record.loss, record.norm);
  for (std::size_t i = 0; i < record.norms.size(); ++i) {
    std::printf("  %-16s %.3g\n", monitor.parameters()[i].name.c_str(),
                record.norms[i].value_or(0));
  }
}

}  // namespace

int main() {
  torch::manual_seed(0);
  auto net = deep_sigmoid_network(8);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  const auto x = torch::randn({256, 2});
  const auto y = x.select(1, 0).gt(0).to(torch::kLong);

  std::optional<plumb::StepRecord> last;
  plumb::Monitor monitor(*net,
                         {.on_record = [&](const plumb::StepRecord& record) { last = record; }});
  for (int step = 0; step < 20; ++step) {
    optimizer.zero_grad();
    const auto loss = torch::nn::functional::cross_entropy(net->forward(x), y);
    loss.backward();
    monitor.clip(plumb::Clip::norm(1.0));
    optimizer.step();
    monitor.step(loss);
  }
  monitor.flush();
  print_norms(monitor, last.value());
}
