// Lets the findings repair a network of one's own: say how to train it with a remedy, and the
// search tries what the rules advise, as long as they let each trial go on.
#include <torch/torch.h>

#include <cmath>
#include <iostream>
#include <string>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/repair.hpp"

namespace {

constexpr int hidden_layers = 10;

/// What this program can change, by the settings of the remedies.
struct Settings {
  bool tanh = false;
  bool glorot = false;
  double rate = 0.1;
  bool operator==(const Settings&) const = default;
};

/// False for a remedy of which this program has no part.
bool apply(Settings& settings, const plumb::Remedy& remedy) {
  for (const auto& [option, value] : remedy.settings) {
    if (option == "activation" && value == "tanh")
      settings.tanh = true;
    else if (option == "init" && value == "glorot-uniform")
      settings.glorot = true;
    else if (option == "lr")
      settings.rate = std::stod(value);
    else
      return false;
  }
  return true;
}

torch::nn::Sequential network(const Settings& settings) {
  torch::nn::Sequential net;
  int inputs = 2;
  for (int layer = 1; layer <= hidden_layers; ++layer) {
    net->push_back("dense_" + std::to_string(layer), torch::nn::Linear(inputs, 8));
    if (settings.tanh)
      net->push_back("act_" + std::to_string(layer), torch::nn::Tanh());
    else
      net->push_back("act_" + std::to_string(layer), torch::nn::Sigmoid());
    inputs = 8;
  }
  net->push_back("output", torch::nn::Linear(inputs, 2));
  for (auto& parameter : net->parameters()) {
    if (settings.glorot && parameter.dim() == 2) torch::nn::init::xavier_uniform_(parameter);
  }
  return net;
}

class MySubject : public plumb::RepairSubject {
 public:
  plumb::TrialOutcome train(const plumb::Trial& trial, const plumb::TrialWatch& watch) override {
    Settings settings;
    for (const auto& remedy : trial.remedies) apply(settings, remedy);
    torch::manual_seed(0);
    auto net = network(settings);
    torch::optim::SGD optimizer(net->parameters(), settings.rate);
    const auto x = torch::randn({256, 2});
    const auto y = x.select(1, 0).gt(0).to(torch::kLong);

    plumb::MonitorOptions options;
    options.facts.baseline_loss = std::log(2.0);
    options.facts.learning_rate = settings.rate;
    plumb::Monitor monitor(*net, options);
    plumb::TrialOutcome outcome;
    while (outcome.step < trial.steps && !watch.ends(outcome.step, monitor.findings())) {
      optimizer.zero_grad();
      const auto loss = torch::nn::functional::cross_entropy(net->forward(x), y);
      loss.backward();
      optimizer.step();
      monitor.step(loss);
      ++outcome.step;
    }
    const auto right = net->forward(x).argmax(1).eq(y).to(torch::kFloat);
    outcome.score = right.mean().item<double>();  // a real program asks data it has not trained on
    outcome.guess = 0.5;                          // of two classes, without looking
    outcome.cost = outcome.step;
    outcome.complete = outcome.step == trial.steps;
    outcome.findings = monitor.findings();
    return outcome;
  }

  bool applies(const std::vector<plumb::Remedy>& remedies) const override {
    Settings before, after;
    for (const auto& remedy : remedies) {
      before = after;
      if (!apply(after, remedy)) return false;
    }
    return !(after == before);
  }
};

plumb::RunFacts facts() {
  plumb::RunFacts facts;
  facts.learning_rate = Settings{}.rate;
  for (const auto& parameter : network({})->named_parameters())
    facts.parameters.push_back(
        {parameter.key(), parameter.value().sizes().vec(), parameter.value().numel(), {}});
  return facts;
}

}  // namespace

int main() {
  MySubject subject;
  plumb::RepairOptions options;
  options.steps = 400;
  const auto result = plumb::repair(subject, facts(), options);
  for (const auto& [trial, outcome] : result.attempts) {
    std::cout << (trial.remedies.empty() ? "as it is" : trial.remedies.back().flag()) << ": "
              << outcome.cost << " steps, accuracy " << outcome.score << '\n';
  }
  return result.answer ? 0 : 1;
}
