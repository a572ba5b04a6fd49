#include <torch/csrc/autograd/variable.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#include <algorithm>
#include <functional>

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "support/catch.hpp"

using plumb::Monitor;

namespace {

const plumb::Finding* kept(const Monitor& monitor) {
  const auto& findings = monitor.findings();
  const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.rule == "missing-zero-grad";
  });
  return found == findings.end() ? nullptr : &*found;
}

at::Tensor loss_of(torch::nn::Linear& layer) {
  const at::Tensor x = at::randn({4, 3});
  return at::mse_loss(layer(x), x.sum(1, true));
}

/// A loop over batches of `layer`; what happens before the backward passes, between update and
/// Monitor::step, and how many backward passes there are, is the test's.
struct Loop {
  torch::nn::Linear layer{3, 1};
  torch::optim::SGD optimizer{layer->parameters(), 1e-4};
  plumb::MonitorOptions options;
  std::function<void()> before = [] {};
  std::function<void()> after = [] {};
  std::function<void(Monitor&)> between = [](Monitor&) {};
  int backwards = 1;

  std::optional<plumb::Finding> run(int steps = 40) {
    at::manual_seed(1);
    Monitor monitor(*layer, options);
    for (int i = 0; i < steps; ++i) {
      before();
      at::Tensor loss;
      for (int k = 0; k < backwards; ++k) (loss = loss_of(layer)).backward();
      between(monitor);
      optimizer.step();
      after();
      monitor.step(loss);
    }
    const auto* finding = kept(monitor);
    return finding ? std::optional(*finding) : std::nullopt;
  }
};

}  // namespace

TEST_CASE("missing-zero-grad: gradients that nobody clears") {
  Loop loop;
  SECTION("in the plain loop") {}
  SECTION("with the norms of all at once") {
    loop.options.collection = plumb::Collection::batched;
  }
  SECTION("of several backward passes a step") {
    loop.backwards = 2;
  }
  SECTION("although they are clipped") {
    loop.between = [](Monitor& monitor) { monitor.clip(plumb::Clip::norm(1e-3)); };
  }
  const auto finding = loop.run();
  REQUIRE(finding);
  CHECK(finding->severity == plumb::Severity::error);
  CHECK(finding->first_step == 0);
  CHECK(finding->reported_step == 30);
  CHECK_THAT(finding->message, ContainsSubstring("in 31 steps nobody has cleared the gradients"));
}

TEST_CASE("missing-zero-grad: loops that clear their gradients, in whatever way") {
  Loop loop;
  SECTION("before the backward pass") {
    loop.before = [&] { loop.optimizer.zero_grad(); };
  }
  SECTION("in place") {
    loop.before = [&] { loop.optimizer.zero_grad(false); };
  }
  SECTION("after the update") {
    loop.after = [&] { loop.optimizer.zero_grad(); };
  }
  SECTION("after the update, in place") {
    loop.after = [&] { loop.optimizer.zero_grad(false); };
  }
  SECTION("before several backward passes") {
    loop.before = [&] { loop.optimizer.zero_grad(); };
    loop.backwards = 3;
  }
  SECTION("and each accumulated batch is called a step") {
    int step = 0;
    loop.before = [&loop, step]() mutable {
      if (step++ % 8 == 0) loop.optimizer.zero_grad();
    };
  }
  SECTION("behind the counter of the tensor's changes") {
    loop.before = [&] {
      for (const auto& parameter : loop.layer->parameters()) {
        if (parameter.grad().defined()) parameter.grad().data().zero_();
      }
    };
  }
  SECTION("with another tensor's entries") {
    loop.before = [&] {
      for (const auto& parameter : loop.layer->parameters()) {
        if (parameter.grad().defined()) parameter.grad().set_data(at::zeros_like(parameter.grad()));
      }
    };
  }
  SECTION("by hand") {
    loop.before = [&] {
      for (const auto& parameter : loop.layer->parameters()) {
        if (parameter.grad().defined()) parameter.grad().mul_(0.9);
      }
    };
  }
  CHECK_FALSE(loop.run());
}

TEST_CASE(
    "missing-zero-grad: another network's loss may add to gradients before they are cleared") {
  at::manual_seed(1);
  torch::nn::Linear generator(3, 3), critic(3, 1);
  torch::optim::SGD of_generator(generator->parameters(), 1e-3);
  torch::optim::SGD of_critic(critic->parameters(), 1e-3);
  Monitor watches_generator(*generator), watches_critic(*critic);
  for (int i = 0; i < 40; ++i) {
    const at::Tensor x = at::randn({4, 3});
    of_critic.zero_grad();
    const at::Tensor judged = critic(generator(x).detach()).square().mean();
    judged.backward();
    of_critic.step();
    watches_critic.step(judged);
    of_generator.zero_grad();
    const at::Tensor made = -critic(generator(x)).mean();
    made.backward();
    of_generator.step();
    watches_generator.step(made);
  }
  CHECK(kept(watches_critic) == nullptr);
  CHECK(kept(watches_generator) == nullptr);
}

TEST_CASE("missing-zero-grad: sparse gradients are sums of another kind, and bear being asked") {
  torch::nn::Embedding table(torch::nn::EmbeddingOptions(5, 2).sparse(true));
  Monitor monitor(*table);
  for (int i = 0; i < 40; ++i) {
    const at::Tensor loss = table(at::arange(3)).square().sum();
    loss.backward();
    monitor.step(loss);
  }
  CHECK(monitor.steps() == 40);
}

TEST_CASE("Monitor: a loop that clears its gradients has no hook left for that after two steps") {
  Loop loop;
  loop.options.collection = plumb::Collection::batched;
  loop.before = [&] { loop.optimizer.zero_grad(); };
  int hooks = 0;
  loop.after = [&] {
    hooks = torch::autograd::impl::post_acc_grad_hooks(loop.layer->weight) == nullptr ? 0 : 1;
  };
  loop.run(1);
  CHECK(hooks == 1);
  loop.run(3);
  CHECK(hooks == 0);
}
