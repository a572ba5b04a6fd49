#include "plumb/diagnostics/inner_tap.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <functional>
#include <optional>
#include <vector>

#include "plumb/diagnostics/monitor.hpp"
#include "support/catch.hpp"

namespace {

using plumb::InnerTap;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// 3 · tanh(w x) with a tap behind the tanh, which lives as long as the test.
struct Scaled : torch::autograd::Function<Scaled> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& w,
                            InnerTap* tap, bool sums_squares) {
    const at::Tensor h = (w * x).tanh();
    tap->show(h);
    context->save_for_backward({x, h});
    context->saved_data["tap"] = reinterpret_cast<std::int64_t>(tap);
    context->saved_data["squares"] = sums_squares;
    return 3 * h;
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const auto saved = context->get_saved_variables();
    const auto* tap = reinterpret_cast<const InnerTap*>(context->saved_data["tap"].toInt());
    const at::Tensor gradient = 3 * outputs.front();
    if (context->saved_data["squares"].toBool())
      tap->show_gradient(gradient.to(at::kDouble).square().sum().item<double>());
    else
      tap->show_gradient(gradient);
    const at::Tensor through = at::tanh_backward(gradient, saved[1]);
    return {at::Tensor(), (through * saved[0]).sum(0), at::Tensor(), at::Tensor()};
  }
};

struct WatchedFunction {
  at::Tensor x = at::full({4, 2}, 0.25F);
  at::Tensor w = at::ones({2}).requires_grad_();
  std::vector<plumb::StepRecord> records;
  plumb::Monitor monitor;

  explicit WatchedFunction(const std::string& prefix = "") : monitor({{"w", w}}, options(prefix)) {}

  plumb::MonitorOptions options(const std::string& prefix) {
    plumb::MonitorOptions options;
    options.tap_prefix = prefix;
    options.probe_every = 1;
    options.on_record = [this](const plumb::StepRecord& record) { records.push_back(record); };
    return options;
  }

  void step(const at::Tensor& loss) {
    loss.backward();
    monitor.step(loss.detach());
    monitor.flush();
  }
};

}  // namespace

TEST_CASE("a tap inside a function is seen as one between functions") {
  const bool sums_squares = GENERATE(false, true);
  const auto probe_of = [](const std::function<at::Tensor(const WatchedFunction&)>& pass) {
    WatchedFunction watched;
    const plumb::Monitor other({{"w", watched.w}});  // probes too
    CHECK(plumb::inner_taps_suffice());
    watched.step(pass(watched).square().sum());
    REQUIRE(watched.monitor.taps().size() == 1);
    CHECK(watched.monitor.taps()[0].name == "h");
    CHECK(watched.monitor.taps()[0].kind == plumb::ActivationKind::tanh);
    CHECK(watched.monitor.taps()[0].units == 2);
    return watched.records.back().activations.at(0).value();
  };
  InnerTap tap("h", plumb::ActivationKind::tanh);
  const auto inner = probe_of(
      [&](const WatchedFunction& w) { return Scaled::apply(w.x, w.w, &tap, sums_squares); });
  const auto outer =
      probe_of([](const WatchedFunction& w) { return 3 * plumb::tap("h", (w.w * w.x).tanh()); });
  CHECK(inner.mean == outer.mean);
  CHECK(inner.saturated == outer.saturated);
  CHECK_THAT(inner.gradient.value(), WithinRel(outer.gradient.value(), 1e-12));
}

TEST_CASE("an inner tap does nothing for those who do not look") {
  InnerTap tap("h", plumb::ActivationKind::tanh);
  tap.show(at::ones({2, 2}));
  CHECK(!tap.wants_gradient());
  SECTION("because the name is not theirs") {
    WatchedFunction watched("other");
    tap.show(at::ones({2, 2}));
    CHECK(!tap.wants_gradient());
    CHECK(watched.monitor.taps().empty());
  }
  SECTION("because taps are paused") {
    const WatchedFunction watched;
    {
      const plumb::TapPause pause;
      tap.show(at::ones({2, 2}));
      CHECK(!tap.wants_gradient());
    }
    tap.show(at::ones({2, 2}));
    CHECK(tap.wants_gradient());
  }
  SECTION("because they have gone") {
    {
      const WatchedFunction watched;
      tap.show(at::ones({2, 2}));
    }
    tap.show_gradient(at::ones({2, 2}));
    tap.show_gradient(4.0);
  }
}

TEST_CASE("inner taps do not suffice as long as an observer lives") {
  const WatchedFunction watched;
  CHECK(plumb::inner_taps_suffice());
  {
    const plumb::TapObserver observer([](std::string_view, const at::Tensor&) {});
    CHECK(!plumb::inner_taps_suffice());
    const plumb::TapPause pause;
    CHECK(plumb::inner_taps_suffice());
  }
  CHECK(plumb::inner_taps_suffice());
}
