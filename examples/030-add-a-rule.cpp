// A rule of one's own: it sees every step and may speak up once, or more severely later.
#include <torch/torch.h>

#include <iostream>

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/monitor.hpp"

namespace {

/// Speaks up when the loss has reached a goal.
class GoalReached final : public plumb::Rule {
 public:
  explicit GoalReached(double goal) : goal_(goal) {}

  std::string_view name() const override { return "goal-reached"; }

  std::optional<plumb::Verdict> observe(const plumb::RunView& run) override {
    if (run.loss.level() > goal_) return std::nullopt;  // the mean of the last 20
    plumb::Verdict verdict;
    verdict.first_step = run.record.step;
    verdict.evidence = {{"loss", run.loss.level()}, {"goal", goal_}};
    verdict.message = "the loss has reached its goal";
    return verdict;
  }

 private:
  double goal_;
};

}  // namespace

int main() {
  torch::manual_seed(0);
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  plumb::Monitor monitor(*net);
  monitor.diagnosis().add(std::make_unique<GoalReached>(1e-3));
  for (int step = 0; step < 200; ++step) {
    const auto x = torch::randn({32, 4});
    optimizer.zero_grad();
    const auto loss = torch::mse_loss(net(x), x.sum(1, /*keepdim=*/true));
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  bool reached = false;
  for (const auto& finding : monitor.findings()) {
    std::cout << to_string(finding) << '\n';
    reached |= finding.rule == "goal-reached";
  }
  return reached ? 0 : 1;
}
