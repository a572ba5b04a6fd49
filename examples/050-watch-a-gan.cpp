// Two networks, two optimizers, two monitors. Taps are told apart by their prefix.
#include <torch/torch.h>

#include <iostream>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace {

struct Net : torch::nn::Module {
  Net(const std::string& tap_name, int inputs, int outputs)
      : tap_name_(tap_name),
        first(register_module("first", torch::nn::Linear(inputs, 32))),
        second(register_module("second", torch::nn::Linear(32, outputs))) {}
  torch::Tensor forward(const torch::Tensor& x) {
    return second(plumb::tap(tap_name_, torch::relu(first(x))));
  }
  std::string tap_name_;
  torch::nn::Linear first, second;
};

plumb::MonitorOptions options_for(const std::string& prefix) {
  plumb::MonitorOptions options;
  options.tap_prefix = prefix;
  options.facts.loss_has_course = false;  // each network's loss depends on how good the other is
  options.on_finding = [prefix](const plumb::Finding& finding) {
    std::cout << prefix << ' ' << to_string(finding) << '\n';
  };
  return options;
}

torch::Tensor loss_of(const torch::Tensor& logits, double target) {
  return torch::binary_cross_entropy_with_logits(logits, torch::full_like(logits, target));
}

}  // namespace

int main() {
  torch::manual_seed(0);
  Net generator("generator.hidden", 8, 2), discriminator("discriminator.hidden", 2, 1);
  torch::optim::Adam generator_optimizer(generator.parameters(), 1e-3);
  torch::optim::Adam discriminator_optimizer(discriminator.parameters(), 1e-3);
  plumb::Monitor generator_monitor(generator, options_for("generator"));
  plumb::Monitor discriminator_monitor(discriminator, options_for("discriminator"));

  for (int step = 0; step < 100; ++step) {
    const auto real = torch::randn({64, 2}) * 0.5 + 1;
    const auto fake = generator.forward(torch::randn({64, 8}));

    discriminator_optimizer.zero_grad();
    const auto judged =
        loss_of(discriminator.forward(real), 1) + loss_of(discriminator.forward(fake.detach()), 0);
    judged.backward();
    discriminator_optimizer.step();
    discriminator_monitor.step(judged);

    // This pass leaves gradients in the discriminator too; its zero_grad() drops them.
    generator_optimizer.zero_grad();
    const auto fooled = loss_of(discriminator.forward(fake), 1);
    fooled.backward();
    generator_optimizer.step();
    generator_monitor.step(fooled);
  }
  const bool told_apart = generator_monitor.taps().size() == 1 &&
                          generator_monitor.taps()[0].name == "hidden" &&
                          discriminator_monitor.taps().size() == 1;
  return told_apart ? 0 : 1;
}
