#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"

using plumb::ActivationKind;
using plumb::Monitor;
using plumb::StepRecord;

namespace {

/// y = second(tap(activation(first(x))))
struct Tapped : torch::nn::Module {
  explicit Tapped(at::Tensor (*function)(const at::Tensor&) = at::relu)
      : activation(function),
        first(register_module("first", torch::nn::Linear(4, 3))),
        second(register_module("second", torch::nn::Linear(3, 2))) {}
  at::Tensor forward(const at::Tensor& x) {
    hidden = plumb::tap("hidden", activation(first(x)));
    return second(hidden);
  }
  at::Tensor (*activation)(const at::Tensor&);
  torch::nn::Linear first, second;
  at::Tensor hidden;
};

struct Probed {
  explicit Probed(plumb::MonitorOptions options = {},
                  at::Tensor (*activation)(const at::Tensor&) = at::relu) {
    at::manual_seed(3);
    net = std::make_shared<Tapped>(activation);
    options.on_record = [this](const StepRecord& r) { records.push_back(r); };
    monitor = std::make_unique<Monitor>(*net, options);
  }
  at::Tensor backward(const at::Tensor& x) {
    const at::Tensor loss = net->forward(x).square().mean();
    loss.backward();
    return loss;
  }
  void sgd(double rate) {
    const at::NoGradGuard no_grad;
    for (auto& p : net->parameters()) {
      if (p.grad().defined()) p.sub_(p.grad(), rate);
    }
  }
  void zero_grad() {
    for (auto& p : net->parameters()) p.mutable_grad().reset();
  }
  void train_step(const at::Tensor& x, double rate = 0.1) {
    zero_grad();
    const at::Tensor loss = backward(x);
    sgd(rate);
    monitor->step(loss);
  }

  std::shared_ptr<Tapped> net;
  std::vector<StepRecord> records;
  std::unique_ptr<Monitor> monitor;
};

// Sums in double over float values; the reference rounds in another order.
constexpr double probe_tolerance = 1e-6;

}  // namespace

TEST_CASE("a probe sees weights and the update that the optimizer really made") {
  Probed p;
  const at::Tensor x = at::randn({8, 4});
  const at::Tensor before = p.net->first->weight.detach().clone();
  p.train_step(x, 0.1);
  const auto& probe = p.records[0].probes.at(0);
  REQUIRE_THAT(probe.weight, WithinRel(before.norm().item<double>(), probe_tolerance));
  REQUIRE_THAT(probe.update,
               WithinRel((p.net->first->weight - before).norm().item<double>(), probe_tolerance));
  REQUIRE_THAT(probe.update, WithinRel(0.1 * *p.records[0].norms[0], 1e-4));
}

TEST_CASE("where updates are noted, a probe sees those and copies nothing") {
  plumb::MonitorOptions options;
  options.updates_are_noted = true;
  options.probe_every = 2;
  Probed p(options);
  const at::Tensor x = at::randn({8, 4});
  const auto step = [&] {
    p.zero_grad();
    const at::Tensor loss = p.backward(x);
    p.monitor->note_update(p.net->first->weight, {9, 4});
    p.monitor->note_update(at::randn({3}), {1, 1});  // of another network
    p.sgd(0.1);
    p.monitor->step(loss);
  };
  step();
  step();  // not probed: what is noted is ignored
  const auto& probes = p.records.at(0).probes;
  REQUIRE(probes.size() == 4);
  CHECK(probes[0].weight == 3);
  CHECK(probes[0].update == 2);
  CHECK(probes[1].update == 0);  // never noted: no update
  CHECK(p.records.at(1).probes.empty());
  // The weights of a parameter without update are those after it too.
  const at::Tensor bias = p.net->first->bias.detach().clone();
  const at::Tensor loss = p.backward(x);
  p.monitor->step(loss);
  CHECK_THAT(p.records.at(2).probes[1].weight,
             WithinRel(bias.norm().item<double>(), probe_tolerance));
  CHECK(p.records.at(2).probes[0].update == 0);
}

TEST_CASE("a probe tells which parameters require a gradient in its step") {
  plumb::MonitorOptions options;
  options.probe_every = 1;
  Probed p(options);
  const at::Tensor x = at::randn({8, 4});
  for (const bool frozen : {false, true, false}) {
    p.net->first->weight.requires_grad_(!frozen);
    p.zero_grad();
    p.monitor->step(p.backward(x));
    CHECK(p.records.back().probes.at(0).requires_grad == !frozen);
    CHECK(p.records.back().probes.at(1).requires_grad == true);
  }
}

TEST_CASE("probes come at their cadence") {
  plumb::MonitorOptions options;
  options.probe_every = 3;
  Probed p(options);
  const at::Tensor x = at::randn({8, 4});
  for (int i = 0; i < 7; ++i) p.train_step(x);
  for (const auto& record : p.records) {
    REQUIRE(record.probes.empty() == (record.step % 3 != 0));
    REQUIRE(record.activations.empty() == (record.step % 3 != 0));
  }
}

TEST_CASE("a step that failed and is made again shows what it is then") {
  Probed p;
  at::manual_seed(8);
  const at::Tensor x = at::randn({8, 4});
  p.backward(x * 1000);
  p.monitor->clip(plumb::Clip::none());
  p.monitor->discard_step();
  p.train_step(x);
  const at::Tensor h = p.net->hidden.detach().to(at::kDouble);
  REQUIRE(p.records.size() == 1);
  CHECK(p.records[0].activations.at(0)->mean ==
        Approx(h.mean().item<double>()).epsilon(probe_tolerance));
}

TEST_CASE("without a cadence nothing but gradients is measured") {
  plumb::MonitorOptions options;
  options.probe_every = 0;
  Probed p(options);
  p.train_step(at::randn({8, 4}));
  REQUIRE(p.records[0].probes.empty());
  REQUIRE(p.monitor->taps().empty());
}

TEST_CASE("zeros and non-finite entries of a gradient are counted") {
  Probed p;
  const at::Tensor loss = p.backward(at::randn({8, 4}));
  at::Tensor gradient = p.net->second->weight.grad();
  gradient.zero_();
  gradient[0][0] = std::numeric_limits<float>::infinity();
  gradient[1][2] = std::nanf("");
  p.monitor->step(loss);
  REQUIRE_THAT(p.records[0].probes[2].zeros.value(), WithinRel(4.0 / 6, 1e-12));
  REQUIRE(p.records[0].probes[2].non_finite == 2);
}

TEST_CASE("the first probe tells matrices of equal entries, and no later one does") {
  Probed p;
  {
    const at::NoGradGuard no_grad;
    p.net->first->weight.fill_(0.3);
    p.net->first->bias.zero_();  // as usual
  }
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.on_record = [&](const StepRecord& record) { p.records.push_back(record); };
  p.monitor = std::make_unique<Monitor>(*p.net, options);
  for (int step = 0; step < 2; ++step) p.train_step(at::randn({8, 4}), /*rate=*/0);
  const auto constant = [&](std::size_t step) {
    std::vector<bool> result;
    for (const auto& probe : p.records[step].probes) result.push_back(probe.constant);
    return result;
  };
  CHECK(constant(0) == std::vector<bool>{true, false, false, false});
  CHECK(constant(1) == std::vector<bool>(4, false));
}

TEST_CASE("a tap measures what lies there and the gradient that arrives") {
  Probed p;
  p.net->train();
  const at::Tensor x = at::randn({8, 4});
  p.zero_grad();
  const at::Tensor output = p.net->forward(x);
  p.net->hidden.retain_grad();
  const at::Tensor loss = output.square().mean();
  loss.backward();
  p.monitor->step(loss);

  REQUIRE(p.monitor->taps().size() == 1);
  REQUIRE(p.monitor->taps()[0].name == "hidden");
  REQUIRE(p.monitor->taps()[0].kind == ActivationKind::relu);
  REQUIRE(p.monitor->taps()[0].units == 3);
  const at::Tensor h = p.net->hidden.detach().to(at::kDouble);
  const auto& probe = p.records[0].activations.at(0).value();
  REQUIRE_THAT(probe.mean, WithinRel(h.mean().item<double>(), probe_tolerance));
  REQUIRE_THAT(probe.deviation,
               WithinRel(h.std(/*unbiased=*/false).item<double>(), probe_tolerance));
  REQUIRE_THAT(probe.zeros, WithinAbs(h.eq(0).to(at::kDouble).mean().item<double>(), 1e-12));
  const at::Tensor within = (h - h.mean(0, true)).square().sum() / h.square().sum();
  REQUIRE_THAT(probe.spread.value(), WithinRel(within.sqrt().item<double>(), probe_tolerance));
  REQUIRE_FALSE(probe.saturated.has_value());
  REQUIRE_THAT(probe.gradient.value(),
               WithinRel(p.net->hidden.grad().norm().item<double>(), probe_tolerance));
}

TEST_CASE("saturation is judged by the activation's slope") {
  const bool sigmoid = GENERATE(true, false);
  Probed p({}, sigmoid ? at::sigmoid : at::tanh);
  {
    const at::NoGradGuard no_grad;
    p.net->first->weight.zero_();
    // Slopes below 2.5 % of the largest: |z| > 5.06 and |z| > 2.53.
    p.net->first->bias.copy_(sigmoid ? at::tensor({5.2F, -5.2F, 4.9F})
                                     : at::tensor({2.6F, -2.6F, 2.4F}));
  }
  p.train_step(at::randn({8, 4}));
  const auto& probe = p.records[0].activations.at(0).value();
  REQUIRE_THAT(probe.saturated.value(), WithinRel(2.0 / 3, 1e-12));
  REQUIRE_THAT(probe.inactive, WithinRel(2.0 / 3, 1e-12));
  REQUIRE(probe.spread == 0);  // no unit depends on the input
}

/// A function of one's own, called as LibTorch's node of the same purpose is.
struct TanhBackward : torch::autograd::Function<TanhBackward> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x) {
    const at::Tensor y = x.tanh();
    context->save_for_backward({y});
    return y;
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::variable_list& gradients) {
    return {at::tanh_backward(gradients.front(), context->get_saved_variables().front())};
  }
};

TEST_CASE("an activation of one's own is known by its node's name") {
  Probed p({}, [](const at::Tensor& x) { return TanhBackward::apply(x); });
  p.train_step(at::randn({8, 4}));
  REQUIRE(p.monitor->taps()[0].kind == ActivationKind::tanh);
  REQUIRE(p.records[0].activations[0]->saturated.has_value());
}

TEST_CASE("a unit is inactive only after a whole window") {
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.inactive_window = 2;
  Probed p(options);
  {
    const at::NoGradGuard no_grad;
    p.net->first->weight.zero_();
    p.net->first->bias.copy_(at::tensor({1.0F, -1.0F, 1.0F}));
  }
  const at::Tensor x = at::randn({8, 4});
  p.train_step(x, 0);
  REQUIRE_THAT(p.records[0].activations[0]->inactive, WithinRel(1.0 / 3, 1e-12));
  {
    const at::NoGradGuard no_grad;
    p.net->first->bias.copy_(at::tensor({-1.0F, -1.0F, 1.0F}));
  }
  p.train_step(x, 0);
  REQUIRE_THAT(p.records[1].activations[0]->inactive, WithinRel(1.0 / 3, 1e-12));
  p.train_step(x, 0);
  REQUIRE_THAT(p.records[2].activations[0]->inactive, WithinRel(2.0 / 3, 1e-12));
}

TEST_CASE("a monitor that goes on with another's window knows which units were active in it") {
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.inactive_window = 2;
  const at::Tensor x = at::randn({8, 4});
  using State = std::vector<std::pair<std::string, at::Tensor>>;
  // One at a time: all that live hear the taps.
  const auto inactive_after = [&](const State& state, const std::vector<at::Tensor>& biases) {
    Probed p(options);
    p.monitor->restore_activations(state);
    REQUIRE(p.monitor->activation_state().size() == state.size());  // before the taps' first visit
    for (const auto& bias : biases) {
      {
        const at::NoGradGuard no_grad;
        p.net->first->weight.zero_();
        p.net->first->bias.copy_(bias);
      }
      p.train_step(x, 0);
    }
    return std::pair(p.records.back().activations[0]->inactive, p.monitor->activation_state());
  };
  const at::Tensor two = at::tensor({1.0F, -1.0F, 1.0F}), one = at::tensor({-1.0F, -1.0F, 1.0F});
  const auto [inactive, state] = inactive_after({}, {two});
  REQUIRE_THAT(inactive, WithinRel(1.0 / 3, 1e-12));
  REQUIRE(state.size() > 1);
  REQUIRE_THAT(inactive_after(state, {one}).first, WithinRel(1.0 / 3, 1e-12));
  REQUIRE_THAT(inactive_after(state, {one, one}).first, WithinRel(2.0 / 3, 1e-12));
  REQUIRE_THAT(inactive_after({}, {one}).first, WithinRel(2.0 / 3, 1e-12));
}

TEST_CASE("visits of one tap in a step are pooled, and passes without gradients are not seen") {
  Probed p;
  const at::Tensor a = at::randn({8, 4}), b = at::randn({2, 4}) + 3;
  p.zero_grad();
  const at::Tensor loss = p.backward(a);
  const at::Tensor h_a = p.net->hidden.detach();
  p.backward(b);  // accumulates
  const at::Tensor all = at::cat({h_a, p.net->hidden.detach()}).to(at::kDouble);
  {
    const at::NoGradGuard no_grad;
    p.net->forward(at::full({8, 4}, 100.0));
  }
  {
    const plumb::TapPause pause;
    p.net->forward(at::full({8, 4}, 100.0));
  }
  p.monitor->step(loss);
  const auto& probe = p.records[0].activations.at(0).value();
  REQUIRE_THAT(probe.mean, WithinRel(all.mean().item<double>(), probe_tolerance));
  REQUIRE_THAT(probe.deviation, WithinRel(all.std(false).item<double>(), probe_tolerance));
}

TEST_CASE("two monitors tell their networks' taps apart by prefix, and end with themselves") {
  Tapped net;
  plumb::MonitorOptions theirs;
  theirs.tap_prefix = "other.";
  Monitor ours(net);
  {
    Monitor other(net, theirs);
    net.forward(at::randn({2, 4}));
    REQUIRE(other.taps().empty());
  }
  net.forward(at::randn({2, 4}));
  REQUIRE(ours.taps().size() == 1);
}

TEST_CASE("a tap is recorded without its network's prefix, as the network's parameters are") {
  const auto recorded_as = [](const std::string& prefix, const std::string& tap) {
    const at::Tensor w = at::ones({1}).requires_grad_();
    plumb::MonitorOptions options;
    options.tap_prefix = prefix;
    const Monitor monitor({{"w", w}}, options);
    plumb::tap(tap, at::ones({2, 2}) * w);
    return monitor.taps().at(0).name;
  };
  CHECK(recorded_as("generator.", "generator.input") == "input");
  CHECK(recorded_as("generator", "generator.input") == "input");
  CHECK(recorded_as("generator", "generator.block_1.output") == "block_1.output");
  CHECK(recorded_as("g_", "g_hidden") == "hidden");
  CHECK(recorded_as("generator", "generator") == "generator");  // a tap has a name
  CHECK(recorded_as("generator.", "generator.") == "generator.");
  CHECK(recorded_as("", ".hidden") == ".hidden");
}

TEST_CASE("units of an image are its channels, in any memory format") {
  const at::Tensor image = at::rand({2, 3, 4, 5}) + 0.5;
  double spread[2];
  for (const bool last : {false, true}) {
    const at::Tensor w = at::ones({1}, at::kFloat).requires_grad_();
    std::vector<StepRecord> records;
    plumb::MonitorOptions options;
    options.on_record = [&](const StepRecord& r) { records.push_back(r); };
    Monitor monitor({{"w", w}}, options);
    const at::Tensor x =
        last ? image.contiguous(at::MemoryFormat::ChannelsLast) : image.contiguous();
    const at::Tensor loss = plumb::tap("image", x * w).sum();
    loss.backward();
    monitor.step(loss);
    REQUIRE(monitor.taps()[0].units == 3);
    spread[last ? 1 : 0] = records[0].activations[0]->spread.value();
  }
  const at::Tensor d = image.to(at::kDouble);
  const at::Tensor within = (d - d.mean({0, 2, 3}, true)).square().sum() / d.square().sum();
  REQUIRE_THAT(spread[0], WithinRel(within.sqrt().item<double>(), probe_tolerance));
  REQUIRE_THAT(spread[1], WithinRel(spread[0], 1e-12));
}

TEST_CASE("a spread far below the mean is not lost to rounding") {
  Probed p({}, [](const at::Tensor& x) { return x * 1.0; });
  p.net->to(at::kDouble);
  {
    const at::NoGradGuard no_grad;
    p.net->first->weight.fill_(1e-9);
    p.net->first->bias.fill_(0.5);
  }
  p.train_step(at::randn({64, 4}, at::kDouble));
  const at::Tensor h = p.net->hidden.detach();
  const at::Tensor within = (h - h.mean(0, true)).square().sum() / h.square().sum();
  const auto& probe = p.records[0].activations.at(0).value();
  REQUIRE_THAT(probe.spread.value(), WithinRel(within.sqrt().item<double>(), 1e-5));
}

TEST_CASE("with a loss scale everything is recorded and clipped as without") {
  const double scale = 1024;
  Probed plain, scaled;
  scaled.monitor->set_loss_scale(scale);
  const at::Tensor x = at::randn({8, 4});
  const plumb::Clip clip =
      GENERATE(plumb::Clip::norm(0.01), plumb::Clip::tensor(0.01), plumb::Clip::value(0.001));
  for (auto* p : {&plain, &scaled}) {
    const at::Tensor loss = p->net->forward(x).square().mean();
    (loss * (p == &scaled ? scale : 1.0)).backward();
    p->monitor->clip(clip);
    p->monitor->step(loss);
  }
  const StepRecord &a = plain.records[0], &b = scaled.records[0];
  REQUIRE_THAT(b.norm, WithinRel(a.norm, probe_tolerance));
  REQUIRE_THAT(b.norm_after, WithinRel(a.norm_after, probe_tolerance));
  REQUIRE_THAT(b.activations[0]->gradient.value(),
               WithinRel(a.activations[0]->gradient.value(), probe_tolerance));
  const at::Tensor unscaled = scaled.net->first->weight.grad() / scale;
  REQUIRE(at::allclose(unscaled, plain.net->first->weight.grad(), 1e-5, 1e-9));
}

TEST_CASE("watching changes neither the results nor the gradients") {
  Probed watched;
  Tapped plain;
  {
    const at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < 4; ++i) plain.parameters()[i].copy_(watched.net->parameters()[i]);
  }
  const at::Tensor x = at::randn({8, 4});
  watched.backward(x);
  plain.forward(x).square().mean().backward();
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE(at::equal(watched.net->parameters()[i].grad(), plain.parameters()[i].grad()));
  }
}

TEST_CASE("a run that goes on between two probes does not show what came before the next") {
  Probed p;
  p.monitor->set_next_step(9);
  const at::Tensor x = at::randn({8, 4});
  p.train_step(at::full({8, 4}, 100.0), 0);
  p.train_step(x, 0);
  REQUIRE(p.records[0].activations.empty());
  const at::Tensor h = at::relu(p.net->first(x)).to(at::kDouble);
  REQUIRE_THAT(p.records[1].activations[0]->mean,
               WithinRel(h.mean().item<double>(), probe_tolerance));
}

TEST_CASE("values that are not finite have no spread that is known") {
  Probed p;
  p.train_step(at::full({8, 4}, std::nan("")));
  CHECK_FALSE(p.records[0].activations[0]->spread.has_value());
}

TEST_CASE("one sample has no spread") {
  Probed p;
  p.train_step(at::randn({1, 4}));
  REQUIRE_FALSE(p.records[0].activations[0]->spread.has_value());
}

TEST_CASE("a tap on an output that the loss does not use has no gradient") {
  const at::Tensor w = at::ones({2, 2}).requires_grad_();
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  Monitor monitor({{"w", w}}, options);
  const auto parts = (w * 2).unbind(1);
  plumb::tap("used", parts[0]);
  plumb::tap("unused", parts[1]);
  const at::Tensor loss = parts[0].sum();
  loss.backward();
  monitor.step(loss);
  REQUIRE(records.at(0).activations.size() == 2);
  CHECK_THAT(records[0].activations[0]->gradient.value(), WithinRel(std::sqrt(2.0), 1e-12));
  CHECK_FALSE(records[0].activations[1]->gradient.has_value());
}

TEST_CASE("the gradient of a tapped leaf is counted once, however many probes have seen the leaf") {
  const at::Tensor image = at::ones({2, 4}).requires_grad_();
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  Monitor monitor({{"image", image}}, options);
  const int passes = GENERATE(1, 2);  // of a step, which are pooled
  for (int step = 0; step < 4; ++step) {
    image.mutable_grad().reset();
    at::Tensor loss;
    for (int pass = 0; pass < passes; ++pass) {
      loss = plumb::tap("input", image).sum();
      loss.backward();
    }
    monitor.step(loss);
    CHECK_THAT(records.back().activations.at(0)->gradient.value(),
               WithinRel(std::sqrt(8.0 * passes), 1e-12));
  }
}

TEST_CASE("the gradient at a tap is divided by the loss scale that the step's norms were") {
  Probed plain, scaled;
  const at::Tensor x = at::randn({8, 4});
  scaled.monitor->set_loss_scale(1024);
  for (auto* p : {&plain, &scaled}) {
    const at::Tensor loss = p->net->forward(x).square().mean();
    (loss * (p == &scaled ? 1024.0 : 1.0)).backward();
    p->monitor->clip(plumb::Clip::none());
    if (p == &scaled) p->monitor->set_loss_scale(7);  // the next step's
    p->monitor->step(loss);
  }
  const StepRecord &a = plain.records[0], &b = scaled.records[0];
  REQUIRE_THAT(b.norm, WithinRel(a.norm, probe_tolerance));
  REQUIRE_THAT(b.activations[0]->gradient.value(),
               WithinRel(a.activations[0]->gradient.value(), probe_tolerance));
}

TEST_CASE("the parts of a complex gradient count as its entries") {
  const at::Tensor z = at::ones({4}, at::kComplexFloat).requires_grad_();
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.collection = GENERATE(plumb::Collection::hook, plumb::Collection::batched);
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  Monitor monitor({{"z", z}}, options);
  const at::Tensor loss = at::real(z).sum();  // its gradient's imaginary parts are 0
  loss.backward();
  monitor.step(loss);
  CHECK(records.at(0).probes.at(0).zeros == 0.5);
}

TEST_CASE("a sparse gradient's zeros are those of the dense one") {
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.collection = GENERATE(plumb::Collection::hook, plumb::Collection::batched);
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  const at::Tensor weight = at::ones({10, 4}).requires_grad_();
  Monitor monitor({{"weight", weight}}, options);
  at::Tensor dense = at::zeros({10, 4});
  dense[3] = at::tensor({1.0, 0.0, 0.0, 2.0});
  weight.mutable_grad() = at::sparse_coo_tensor(at::tensor({3, 5}, at::kLong).unsqueeze(0),
                                                at::stack({dense[3], dense[5]}), {10, 4});
  monitor.step(at::ones({}));
  CHECK(records.at(0).probes.at(0).zeros == 38.0 / 40);
}

TEST_CASE("a tap that cannot be measured is passed by") {
  const at::Tensor weight = at::ones({2, 2}).requires_grad_();
  Monitor monitor({{"weight", weight}});
  plumb::tap("sparse", at::eye(3).to_sparse());
  plumb::tap("complex", at::ones({2, 3}, at::kComplexFloat));
  plumb::tap("whole", at::ones({2, 3}, at::kLong));
  const at::Tensor loss = plumb::tap("dense", weight * 2).sum();
  loss.backward();
  monitor.step(loss);
  REQUIRE(monitor.taps().size() == 1);
  CHECK(monitor.taps()[0].name == "dense");
}
