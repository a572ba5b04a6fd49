#include "plumb/diagnostics/monitor.hpp"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "support/catch.hpp"

using plumb::Clip;
using plumb::Collection;
using plumb::Monitor;
using plumb::StepRecord;

namespace {

struct TwoLayers : torch::nn::Module {
  TwoLayers()
      : first(register_module("first", torch::nn::Linear(4, 3))),
        second(register_module("second", torch::nn::Linear(3, 2))) {}
  at::Tensor forward(const at::Tensor& x) { return second(at::tanh(first(x))); }
  torch::nn::Linear first, second;
};

/// A network, its monitor and the records it gave.
struct Watched {
  explicit Watched(Collection collection) {
    at::manual_seed(3);
    net = std::make_shared<TwoLayers>();
    monitor = std::make_unique<Monitor>(
        *net,
        plumb::MonitorOptions{collection, [this](const StepRecord& r) { records.push_back(r); }});
  }
  at::Tensor backward(double scale = 1) {
    at::manual_seed(4);
    const at::Tensor loss = net->forward(at::randn({8, 4})).square().mean() * scale;
    loss.backward();
    return loss;
  }
  double gradient_norm(std::size_t i) {
    return net->parameters()[i].grad().to(at::kDouble).norm().item<double>();
  }

  std::shared_ptr<TwoLayers> net;
  std::vector<StepRecord> records;
  std::unique_ptr<Monitor> monitor;
};

// Norms are accumulated in double from float entries; the reference does the same in another order.
constexpr double norm_tolerance = 1e-12;

Collection collection() {
  return GENERATE(Collection::hook, Collection::batched);
}

}  // namespace

TEST_CASE("Monitor records the norm of every parameter's gradient and the loss") {
  Watched w(collection());
  const at::Tensor loss = w.backward();
  w.monitor->step(loss);
  REQUIRE(w.records.size() == 1);
  const StepRecord& record = w.records[0];
  REQUIRE(record.step == 0);
  REQUIRE(record.loss == loss.item<double>());
  REQUIRE(record.norms.size() == 4);
  double squares = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE_THAT(record.norms[i].value(), WithinRel(w.gradient_norm(i), norm_tolerance));
    squares += w.gradient_norm(i) * w.gradient_norm(i);
  }
  REQUIRE_THAT(record.norm, WithinRel(std::sqrt(squares), norm_tolerance));
  REQUIRE(record.norm_after == record.norm);
  REQUIRE_FALSE(record.clipped);
  REQUIRE(w.monitor->parameters()[0].name == "first.weight");
  REQUIRE(w.monitor->parameters()[0].shape == std::vector<std::int64_t>{3, 4});
  REQUIRE(w.monitor->steps() == 1);
}

TEST_CASE("Monitor sees the final gradient after accumulation") {
  Watched w(collection());
  w.backward();
  const at::Tensor loss = w.backward(2);
  w.monitor->step(loss);
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE_THAT(w.records[0].norms[i].value(), WithinRel(w.gradient_norm(i), norm_tolerance));
  }
}

TEST_CASE("Monitor notices a gradient that was changed after backward") {
  Watched w(collection());
  const at::Tensor loss = w.backward();
  SECTION("in place, as a loss scaler does") {
    w.net->parameters()[0].grad().mul_(0.25);
  }
  SECTION("by another tensor") {
    w.net->parameters()[0].mutable_grad() = at::ones({3, 4});
  }
  SECTION("past its version counter") {
    w.net->parameters()[0].grad().data().div_(1024);
  }
  SECTION("by LibTorch's clipping, which goes past it too") {
    torch::nn::utils::clip_grad_norm_(w.net->parameters(), 1e-3);
  }
  w.monitor->step(loss);
  REQUIRE_THAT(w.records[0].norms[0].value(), WithinRel(w.gradient_norm(0), norm_tolerance));
}

TEST_CASE("a gradient is not taken for one whose memory it got") {
  Watched w(Collection::hook);
  at::Tensor& gradient = w.net->parameters()[0].mutable_grad();
  for (int step = 0; step < 50; ++step) {
    const at::Tensor loss = w.backward();
    gradient.reset();  // frees what lies where the next tensor may then be
    w.net->parameters()[0].mutable_grad() = at::full({3, 4}, step + 1.0);
    w.monitor->step(loss);
    REQUIRE(w.records.back().norms[0].value() == Approx((step + 1) * std::sqrt(12.0)));
    w.net->zero_grad();
  }
}

TEST_CASE("a gradient that was unscaled past its version counter is clipped by its size") {
  Watched w(collection());
  const at::Tensor loss = w.backward(1024);
  for (const auto& parameter : w.net->parameters()) parameter.grad().data().div_(1024);
  const double norm = plumb::total_norm(
      {w.gradient_norm(0), w.gradient_norm(1), w.gradient_norm(2), w.gradient_norm(3)});
  w.monitor->clip(Clip::norm(norm / 2));
  w.monitor->step(loss);
  CHECK_THAT(w.records[0].norm, WithinRel(norm, 1e-6));
  CHECK_THAT(
      w.gradient_norm(0),
      WithinRel(w.records[0].norms[0].value() * plumb::global_clip_factor(norm, norm / 2), 1e-6));
}

TEST_CASE("a step whose loss cannot be read is made again with what its gradients are then") {
  Watched w(collection());
  w.backward();
  const at::Tensor unreadable = at::empty({}, at::kMeta);
  REQUIRE_THROWS(w.monitor->step(unreadable));
  CHECK(w.records.empty());
  w.net->zero_grad();
  w.monitor->step(w.backward(10));
  REQUIRE(w.records.size() == 1);
  CHECK(w.records[0].step == 0);
  CHECK_THAT(w.records[0].norms[0].value(), WithinRel(w.gradient_norm(0), norm_tolerance));
  CHECK_FALSE(w.records[0].probes.empty());
}

TEST_CASE("values of half precision are clipped by a bound that they cannot reach") {
  const at::Tensor weight = at::ones({4}, at::kHalf).set_requires_grad(true);
  Monitor monitor({{"weight", weight}}, {collection()});
  monitor.set_loss_scale(65536);
  weight.mutable_grad() = at::full({4}, 8192, at::kHalf);
  monitor.clip(Clip::value(2));
  CHECK(weight.grad().eq(8192).all().item<bool>());
  monitor.step(at::ones({}));
  weight.mutable_grad() = at::full({4}, 8192, at::kHalf);
  monitor.clip(Clip::value(0.0625));
  CHECK(weight.grad().eq(4096).all().item<bool>());
  monitor.step(at::ones({}));
}

TEST_CASE("what a loop tells its monitor is refused where it cannot be") {
  Watched w(Collection::hook);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double scale : {0.0, -1.0, infinity, std::nan("")})
    CHECK_THROWS_AS(w.monitor->set_loss_scale(scale), plumb::Error);
  for (const double rate : {-1.0, infinity, std::nan("")})
    CHECK_THROWS_AS(w.monitor->note_learning_rate(rate), plumb::Error);
  CHECK_THROWS_AS(w.monitor->set_next_step(-5), plumb::Error);
  CHECK_THROWS_AS(w.monitor->trace_non_finite({}), plumb::Error);
}

TEST_CASE("what LibTorch would refuse with an exception of its own, Monitor refuses by name") {
  CHECK_THROWS_WITH(Monitor({{"lora", at::Tensor()}}), ContainsSubstring("lora to monitor"));
  const at::Tensor z = at::ones({2}, at::kComplexFloat).requires_grad_();
  Monitor monitor({{"z", z}});
  const at::Tensor loss = z.sum();
  at::real(loss).backward();
  CHECK_THROWS_WITH(monitor.clip(Clip::value(1)),
                    ContainsSubstring("value:1") && ContainsSubstring("parameter z"));
  CHECK_THROWS_WITH(monitor.note_skipped(at::ones({2})), ContainsSubstring("got 2 values"));
  CHECK_THROWS_WITH(monitor.step(loss), ContainsSubstring("ComplexFloat"));
  CHECK_THROWS_WITH(monitor.trace_non_finite([&] { return z; }), ContainsSubstring("got 2 values"));
  CHECK_THROWS_WITH(monitor.trace_non_finite([] { return at::Tensor(); }),
                    ContainsSubstring("got 0 values"));
  CHECK_NOTHROW(monitor.clip(Clip::norm(1)));  // what was refused has left nothing behind
  CHECK_NOTHROW(monitor.step(at::real(loss)));
}

TEST_CASE("a clip that was put together by hand is refused like one that was made") {
  Watched w(Collection::hook);
  w.backward();
  for (const double threshold : {0.0, -1.0, std::nan("")}) {
    CHECK_THROWS_WITH(w.monitor->clip({Clip::Kind::norm, threshold}),
                      ContainsSubstring("not a positive number"));
  }
  CHECK_THROWS_AS(w.monitor->clip_state({Clip::Kind::adagc, 1}), plumb::Error);
  plumb::MonitorOptions options;
  options.facts.clip.kind = Clip::Kind::norm;
  CHECK_THROWS_AS(Monitor(*w.net, options), plumb::Error);
  CHECK(w.gradient_norm(0) > 0);
}

TEST_CASE("no step follows the end") {
  Watched w(Collection::hook);
  w.monitor->step(w.backward());
  w.monitor->finish();
  w.monitor->finish();
  CHECK_THROWS_WITH(w.monitor->clip(Clip::norm(1)), ContainsSubstring("after Monitor::finish"));
  CHECK_THROWS_WITH(w.monitor->step(w.backward()), ContainsSubstring("step 1, after"));
}

TEST_CASE("Monitor tells frozen and unused parameters from zero gradients") {
  Watched w(collection());
  w.net->first->bias.set_requires_grad(false);
  const at::Tensor loss = w.net->first(at::randn({2, 4})).sum() + 0 * w.net->second->bias.sum();
  loss.backward();
  w.monitor->step(loss);
  const auto& norms = w.records[0].norms;
  REQUIRE(norms[0].value() > 0);
  REQUIRE_FALSE(norms[1].has_value());  // frozen
  REQUIRE_FALSE(norms[2].has_value());  // unused
  REQUIRE(norms[3] == 0.0);
}

TEST_CASE("a parameter registered twice counts once") {
  struct Tied : torch::nn::Module {
    Tied()
        : weight(register_parameter("weight", at::ones({2}))),
          same(register_parameter("same", weight)) {}
    at::Tensor weight, same;
  };
  Tied net;
  StepRecord record;
  Monitor monitor(net, {collection(), [&](const StepRecord& r) { record = r; }});
  const at::Tensor loss = (3 * net.weight + 4 * net.same).sum();
  loss.backward();
  monitor.step(loss);
  REQUIRE(monitor.parameters().size() == 1);
  REQUIRE(monitor.parameters()[0].aliases == std::vector<std::string>{"same"});
  REQUIRE_THAT(record.norm, WithinRel(7 * std::sqrt(2.0), norm_tolerance));
}

TEST_CASE("sparse gradients are measured and clipped") {
  torch::nn::Embedding net(torch::nn::EmbeddingOptions(10, 4).sparse(true));
  StepRecord record;
  Monitor monitor(*net, {collection(), [&](const StepRecord& r) { record = r; }});
  const at::Tensor loss = net->forward(at::tensor({1, 1, 3}, at::kLong)).sum();
  loss.backward();
  const double expected = std::sqrt(4 * 4.0 + 4 * 1.0);  // row 1 twice, row 3 once
  SECTION("measured") {
    monitor.step(loss);
    REQUIRE_THAT(record.norm, WithinRel(expected, norm_tolerance));
  }
  SECTION("by norm") {
    monitor.clip(Clip::norm(1));
    monitor.step(loss);
    REQUIRE_THAT(net->weight.grad().to_dense().norm().item<double>(), WithinRel(1.0, 1e-5));
  }
  SECTION("by value, of the summed entries") {
    monitor.clip(Clip::value(1.5));
    monitor.step(loss);
    REQUIRE(net->weight.grad().to_dense().max().item<double>() == 1.5);
  }
}

TEST_CASE("clipping by norm equals clip_grad_norm_ and records both norms") {
  Watched w(collection());
  const double threshold = GENERATE(0.01, 1e3);
  const at::Tensor loss = w.backward();
  std::vector<at::Tensor> copies;
  for (const auto& parameter : w.net->parameters()) {
    copies.push_back(at::zeros_like(parameter));
    copies.back().mutable_grad() = parameter.grad().clone();
  }
  const double total = torch::nn::utils::clip_grad_norm_(copies, threshold);
  REQUIRE(w.monitor->clip(Clip::norm(threshold)).finite());
  w.monitor->step(loss);
  const StepRecord& record = w.records[0];
  // LibTorch's total is a float.
  REQUIRE_THAT(record.norm, WithinRel(total, 1e-6));
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE(at::allclose(w.net->parameters()[i].grad(), copies[i].grad(), 1e-6, 0));
  }
  REQUIRE(record.clipped == (threshold < total));
  REQUIRE_THAT(record.norm_after, WithinRel(std::min(threshold, total), 1e-5));
}

TEST_CASE("clipping by tensor bounds each tensor by itself") {
  Watched w(collection());
  const at::Tensor loss = w.backward(10);
  std::vector<double> before;
  for (std::size_t i = 0; i < 4; ++i) before.push_back(w.gradient_norm(i));
  const double threshold = (before[0] + before[3]) / 2;
  w.monitor->clip(Clip::tensor(threshold));
  w.monitor->step(loss);
  for (std::size_t i = 0; i < 4; ++i) {
    const double expected = std::min(threshold, before[i]);
    REQUIRE_THAT(w.gradient_norm(i), WithinRel(expected, 1e-6));
    REQUIRE_THAT(w.records[0].norms[i].value(), WithinRel(before[i], norm_tolerance));
    REQUIRE_THAT(w.records[0].norms_after[i].value(), WithinRel(expected, 1e-6));
  }
}

TEST_CASE("clipping by value bounds each entry") {
  Watched w(collection());
  const at::Tensor loss = w.backward(100);
  w.monitor->clip(Clip::value(0.1));
  w.monitor->step(loss);
  for (const auto& parameter : w.net->parameters())
    REQUIRE(parameter.grad().abs().max().item<float>() <= 0.1F);
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE_THAT(w.records[0].norms_after[i].value(),
                 WithinRel(w.gradient_norm(i), norm_tolerance));
  }
}

TEST_CASE("clipping is right where a float32 total overflows") {
  Watched w(collection());
  const at::Tensor loss = w.backward();
  for (const auto& parameter : w.net->parameters())
    parameter.mutable_grad() = at::full_like(parameter, 1e25);
  REQUIRE(w.monitor->clip(Clip::norm(1)).finite());
  w.monitor->step(loss);
  REQUIRE_THAT(w.records[0].norm, WithinRel(1e25 * std::sqrt(23.0), 1e-6));
  double squares = 0;
  for (std::size_t i = 0; i < 4; ++i) squares += std::pow(w.gradient_norm(i), 2);
  REQUIRE_THAT(std::sqrt(squares), WithinRel(1.0, 1e-6));
}

TEST_CASE("a gradient that is not finite is left alone and its update skipped") {
  Watched w(collection());
  const Clip clip = GENERATE(Clip::norm(1), Clip::tensor(1), Clip::value(1));
  const at::Tensor loss = w.backward();
  w.net->parameters()[1].grad()[0] = std::numeric_limits<float>::infinity();
  const at::Tensor untouched = w.net->parameters()[0].grad().mul_(100).clone();
  REQUIRE_FALSE(w.monitor->clip(clip).finite());
  w.monitor->step(loss);
  REQUIRE(w.records[0].skipped);
  REQUIRE(at::equal(w.net->parameters()[0].grad(), untouched));
}

TEST_CASE("that an update is left out is noted by a tensor or by the host") {
  Watched w(collection());
  const bool skipped = GENERATE(false, true);
  const at::Tensor loss = w.backward();
  SECTION("by the host") {
    w.monitor->note_skipped(skipped);
  }
  SECTION("by a tensor") {
    w.monitor->note_skipped(at::full({}, skipped ? 2.0 : 0.0));
  }
  w.monitor->step(loss);
  w.monitor->step(w.backward());
  REQUIRE(w.records[0].skipped == skipped);
  REQUIRE_FALSE(w.records[1].skipped);
}

TEST_CASE("a gradient that is not finite is reported, but no update that is made is skipped") {
  Watched w(collection());
  const Clip clip = GENERATE(Clip::none(), Clip::norm(1), Clip::tensor(1), Clip::value(1),
                             Clip::agc(0.01), Clip::zclip(2.5));
  const bool unnoticed = GENERATE(true, false);  // by the version counter
  const at::Tensor loss = w.backward();
  w.net->parameters()[1].grad()[0] = std::nan("");
  REQUIRE_FALSE(w.monitor->clip(clip).finite());
  for (const auto& parameter : w.net->parameters()) {
    const at::NoGradGuard no_grad;
    (unnoticed ? parameter.data() : parameter).sub_(parameter.grad());
  }
  w.monitor->step(loss);
  REQUIRE_FALSE(w.records[0].skipped);
  REQUIRE(std::isnan(w.records[0].norm));
  REQUIRE_THAT(w.monitor->findings().at(0).message, !ContainsSubstring("left out"));
}

TEST_CASE("an update that was left out for an absent clip's word is one that was skipped") {
  Watched w(collection());
  at::Tensor loss = w.backward();
  w.net->parameters()[1].grad()[0] = std::numeric_limits<float>::infinity();
  REQUIRE_FALSE(w.monitor->clip(Clip::none()).finite());
  w.monitor->step(loss);
  REQUIRE(w.records[0].skipped);
  REQUIRE(w.monitor->findings().at(0).severity == plumb::Severity::info);
  w.net->zero_grad();
  loss = w.backward();
  REQUIRE(w.monitor->clip(Clip::none()).finite());
  w.monitor->step(loss);
  REQUIRE_FALSE(w.records[1].skipped);
}

TEST_CASE("steps do not leak into one another") {
  Watched w(collection());
  at::Tensor loss = w.backward();
  w.monitor->clip(Clip::norm(0.01));
  w.monitor->step(loss);
  w.net->zero_grad(/*set_to_none=*/true);
  loss = w.net->first(at::ones({1, 4})).sum();
  loss.backward();
  w.monitor->step(loss);
  REQUIRE(w.records[1].step == 1);
  REQUIRE_FALSE(w.records[1].clipped);
  REQUIRE_FALSE(w.records[1].norms[2].has_value());
}

TEST_CASE("a hook that was there is called and comes back") {
  // The post-accumulate slot is one per tensor: two monitors share it as a chain.
  torch::nn::Linear net(2, 1);
  std::vector<StepRecord> outer_records, inner_records;
  Monitor outer(*net, {Collection::hook, [&](const StepRecord& r) { outer_records.push_back(r); }});
  const auto step = [&](Monitor* inner) {
    net->zero_grad();
    const at::Tensor loss = net->forward(at::ones({1, 2})).sum();
    loss.backward();
    outer.step(loss);
    if (inner != nullptr) inner->step(loss);
  };
  {
    Monitor inner(*net,
                  {Collection::hook, [&](const StepRecord& r) { inner_records.push_back(r); }});
    step(&inner);
  }
  step(nullptr);
  REQUIRE(inner_records.size() == 1);
  REQUIRE(outer_records.size() == 2);
  REQUIRE_THAT(inner_records[0].norm, WithinRel(std::sqrt(3.0), norm_tolerance));
  REQUIRE_THAT(outer_records[1].norm, WithinRel(std::sqrt(3.0), norm_tolerance));
}

TEST_CASE("Monitor refuses parameters that no record can tell apart, or that get no gradient") {
  const auto leaf = [] { return at::ones({2}).requires_grad_(); };
  using Named = std::vector<std::pair<std::string, at::Tensor>>;
  REQUIRE_THROWS_WITH(Monitor(Named{{"a", leaf()}, {"b", leaf()}, {"a", leaf()}}),
                      ContainsSubstring("two parameters to monitor are called a"));
  const at::Tensor shared = leaf();
  REQUIRE_THROWS_WITH(Monitor(Named{{"a", shared}, {"b", shared}, {"b", leaf()}}),
                      ContainsSubstring("two parameters to monitor are called b"));
  REQUIRE_NOTHROW(Monitor(Named{{"a", shared}, {"b", shared}}));
  REQUIRE_THROWS_WITH(Monitor(Named{{"a", leaf() * 2}}), ContainsSubstring("computed from"));
  REQUIRE_THROWS_WITH(Monitor(Named{{"caf\xe9", leaf()}}),
                      ContainsSubstring("the name of parameter caf\xef\xbf\xbd"));
}

TEST_CASE("Monitor refuses what it cannot do") {
  struct Empty : torch::nn::Module {};
  REQUIRE_THROWS_AS(Monitor(Empty()), plumb::Error);
  Watched w(Collection::automatic);
  const at::Tensor loss = w.backward();
  w.monitor->clip(Clip::norm(1));
  REQUIRE_THROWS_WITH(w.monitor->clip(Clip::norm(1)), ContainsSubstring("twice in step 0"));
  REQUIRE_THROWS_WITH(w.monitor->step(at::ones({2})), ContainsSubstring("2 values"));
}

namespace {

namespace torch_impl = torch::autograd::impl;

/// What somebody else puts in the one slot that a tensor has: calls what it found there.
struct ForeignHook : torch::autograd::PostAccumulateGradHook {
  explicit ForeignHook(std::unique_ptr<PostAccumulateGradHook> found)
      : previous(std::move(found)) {}
  void operator()(const at::Tensor& parameter) override { (*previous)(parameter); }
  std::unique_ptr<PostAccumulateGradHook> previous;
};

}  // namespace

TEST_CASE("of monitors that are gone no hook is left") {
  torch::nn::Linear net(2, 1);
  const auto slot = [&]() -> auto& {
    return torch_impl::post_acc_grad_hooks(net->weight);
  };
  const auto make = [&] { return Monitor(*net, {Collection::hook, {}}); };
  SECTION("where a newer one took its place") {
    Monitor monitor = make();
    monitor = make();
    monitor = make();
    { const Monitor last = std::move(monitor); }
    CHECK(slot() == nullptr);
  }
  SECTION("where somebody else's lies over it, once that has put it back") {
    const ForeignHook* foreign = nullptr;
    {
      const Monitor monitor = make();
      auto hook = std::make_unique<ForeignHook>(std::move(slot()));
      foreign = hook.get();
      torch_impl::set_post_acc_grad_hooks(net->weight, std::move(hook));
    }
    REQUIRE(slot().get() == foreign);
    net->forward(at::ones({1, 2})).sum().backward();  // calls a hook that only hands on
    auto found = std::move(static_cast<ForeignHook&>(*slot()).previous);
    torch_impl::set_post_acc_grad_hooks(net->weight, std::move(found));
    { const Monitor next = make(); }
    CHECK(slot() == nullptr);
  }
}

TEST_CASE("a parameter that never wanted a gradient is watched like a frozen one") {
  const at::Tensor frozen = at::ones({2}), trained = at::ones({2}).requires_grad_();
  StepRecord record;
  Monitor monitor({{"frozen", frozen}, {"trained", trained}},
                  {collection(), [&](const StepRecord& r) { record = r; }});
  const at::Tensor loss = (frozen * trained).sum();
  loss.backward();
  monitor.step(loss);
  CHECK_FALSE(record.norms.at(0).has_value());
  CHECK(record.norms.at(1).has_value());
}
