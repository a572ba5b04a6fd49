#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"

namespace {

std::vector<std::string> names_seen_in(const std::function<void()>& pass) {
  std::vector<std::string> names;
  const plumb::TapObserver observer(
      [&](std::string_view name, const at::Tensor&) { names.emplace_back(name); });
  pass();
  return names;
}

void visit_two() {
  plumb::tap("first", at::ones({2, 2}));
  plumb::tap("second", at::ones({2, 2}));
}

}  // namespace

TEST_CASE("an observer sees taps with gradients enabled or not, as long as it lives") {
  const std::vector<std::string> both{"first", "second"};
  CHECK(names_seen_in(visit_two) == both);
  CHECK(names_seen_in([] {
          const at::NoGradGuard no_grad;
          visit_two();
        }) == both);
  CHECK(names_seen_in([] {
          const plumb::TapPause pause;
          visit_two();
        }).empty());
  visit_two();
  CHECK(plumb::detail::tap_listeners == 0);
}

TEST_CASE("an observer in an evaluation shows a monitor that probes nothing of it") {
  torch::nn::Linear layer(3, 2);
  const auto probe_of_step = [&](bool observed) {
    at::manual_seed(1);
    std::vector<std::optional<plumb::ActivationProbe>> seen;
    plumb::MonitorOptions options;
    options.probe_every = 1;
    options.on_record = [&](const plumb::StepRecord& record) { seen = record.activations; };
    plumb::Monitor monitor(*layer, options);
    const auto pass = [&] { return plumb::tap("out", layer->forward(at::randn({4, 3}))); };
    const at::Tensor loss = pass().square().mean();
    if (observed) {
      const at::NoGradGuard no_grad;
      CHECK(names_seen_in([&] { pass(); }) == std::vector<std::string>{"out"});
    }
    loss.backward();
    monitor.step(loss);
    monitor.flush();
    REQUIRE(seen.size() == 1);
    layer->zero_grad();
    return seen[0].value().mean;
  };
  CHECK(probe_of_step(false) == probe_of_step(true));
}

TEST_CASE("an observer may make others while it is shown a tap") {
  std::vector<std::unique_ptr<plumb::TapObserver>> others;
  int seen = 0;
  const plumb::TapObserver observer([&](std::string_view, const at::Tensor&) {
    for (int i = 0; i < 100; ++i) {
      others.push_back(std::make_unique<plumb::TapObserver>(
          [&](std::string_view, const at::Tensor&) { ++seen; }));
    }
  });
  plumb::tap("a", at::ones({1}));
  CHECK(others.size() == 100);
  CHECK(seen == 100);
}

TEST_CASE("a pause holds whoever begins or ends to listen in it") {
  std::optional<plumb::TapObserver> early(std::in_place,
                                          [](std::string_view, const at::Tensor&) {});
  const std::vector<std::string> seen = names_seen_in([&] {
    const plumb::TapPause pause;
    CHECK(names_seen_in(visit_two).empty());
    early.reset();
    visit_two();
    { const plumb::TapPause inner; }
    visit_two();
  });
  CHECK(seen.empty());
  CHECK(plumb::detail::tap_listeners == 0);
  CHECK(names_seen_in(visit_two).size() == 2);
}
