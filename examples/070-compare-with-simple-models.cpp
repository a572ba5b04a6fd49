// A loss that falls and then stays in the middle: is that all that is in the data? Models that take
// no training loop tell.
//
// Here the activation between the layers was forgotten: the network can learn half of what is
// there.
#include <torch/torch.h>

#include <iostream>

#include "plumb/diagnostics/facts_of_targets.hpp"
#include "plumb/diagnostics/fit_simple_models.hpp"
#include "plumb/diagnostics/monitor.hpp"

namespace {

plumb::LabelledSamples samples(int count) {
  const auto x = torch::randn({count, 3});
  return {x, x.select(1, 0) + x.select(1, 1).square()};
}

torch::Tensor loss_of(torch::nn::Sequential& net, const plumb::LabelledSamples& data) {
  return torch::mse_loss(net->forward(data.inputs).squeeze(1), data.targets);
}

}  // namespace

int main() {
  torch::manual_seed(0);
  const auto training = samples(800), validation = samples(200);
  torch::nn::Sequential net(torch::nn::Linear(3, 32), torch::nn::Linear(32, 1));
  torch::optim::Adam optimizer(net->parameters(), 1e-2);

  plumb::MonitorOptions options;
  options.facts.loss = "mse";
  options.facts.baseline_loss = plumb::baseline_loss("mse", training.targets, 1);
  options.facts.targets = plumb::target_facts(training.targets);
  options.facts.simple_models = plumb::fit_simple_models(training, validation, "mse");
  plumb::Monitor monitor(*net, options);
  for (int step = 0; step < 400; ++step) {
    optimizer.zero_grad();
    const auto loss = loss_of(net, training);
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  const torch::NoGradGuard no_gradient;
  monitor.note_evaluation({.training = loss_of(net, training).item<double>(),
                           .validation = loss_of(net, validation).item<double>()});
  monitor.finish();
  for (const auto& finding : monitor.findings()) std::cout << to_string(finding) << '\n';
  return monitor.findings().empty() ? 1 : 0;  // CI runs this: there must be something to say
}
