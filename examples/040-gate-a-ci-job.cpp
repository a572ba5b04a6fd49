// A training job that fails when something impairs learning, and leaves its record behind:
//
//     gate_a_ci_job runs/nightly && plumb diagnose runs/nightly --baseline runs/last-good
#include <torch/torch.h>

#include <filesystem>
#include <iostream>

#include "plumb/diagnostics/monitor.hpp"

int main(int argc, char* argv[]) {
  const std::filesystem::path directory =
      argc > 1 ? argv[1] : std::filesystem::temp_directory_path() / "plumb-gate-example";
  std::filesystem::remove_all(directory);

  torch::manual_seed(0);
  torch::nn::Sequential net(torch::nn::Linear(4, 16), torch::nn::Tanh(), torch::nn::Linear(16, 1));
  torch::optim::Adam optimizer(net->parameters(), 1e-2);
  plumb::MonitorOptions options;
  options.facts.loss = "mse";
  options.facts.baseline_loss = 4;  // the variance of the targets: what guessing their mean costs
  plumb::Monitor monitor(*net, options);
  monitor.record_to(directory);
  for (int step = 0; step < 300; ++step) {
    const auto x = torch::randn({64, 4});
    optimizer.zero_grad();
    const auto loss = torch::mse_loss(net->forward(x), x.sum(1, /*keepdim=*/true));
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  monitor.finish();
  for (const auto& finding : monitor.findings()) std::cerr << to_string(finding) << '\n';
  return worst(monitor.findings()) >= plumb::Severity::warning ? 3 : 0;
}
