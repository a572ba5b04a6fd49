#include "plumb/diagnostics/time_gradients.hpp"

#include <torch/types.h>

#include <cmath>

#include "support/catch.hpp"

using plumb::TimeGradients;

namespace {

/// Scaled rows of an orthogonal matrix, in double.
at::Tensor orthogonal(std::int64_t units, double scale) {
  at::manual_seed(3);
  const auto [q, r] = at::linalg_qr(at::randn({units, units}, at::kDouble));
  return q * scale;
}

/// h_t = φ(W h_{t−1} + x_t) from a state on, every step tapped; returns the last state.
at::Tensor roll(const at::Tensor& weight, const at::Tensor& x, at::Tensor h, std::int64_t first,
                bool tanh) {
  for (std::int64_t t = first; t < x.size(0); ++t) {
    const at::Tensor z = h.mm(weight.t()) + x[t];
    h = plumb::tap_step("rnn", t, tanh ? z.tanh() : z);
  }
  return h;
}

}  // namespace

TEST_CASE("in a linear recurrence with a scaled orthogonal matrix the gradient falls as s^lag") {
  const double s = GENERATE(0.5, 1.0, 1.3);
  const at::Tensor weight = orthogonal(6, s).requires_grad_();
  const at::Tensor x = at::randn({20, 4, 6}, at::kDouble);
  const TimeGradients probe;
  roll(weight, x, at::zeros({4, 6}, at::kDouble), 0, false).sum().backward();
  const auto gradients = probe.read();
  REQUIRE(gradients.size() == 1);
  CHECK(gradients[0].layer == "rnn");
  REQUIRE(gradients[0].norms.size() == 20);
  // The gradient of a sum is all ones: √(4 · 6). Twenty products in double: 1e-12.
  for (int lag = 0; lag < 20; ++lag) {
    CHECK_THAT(gradients[0].norms[static_cast<std::size_t>(lag)],
               WithinRel(std::sqrt(24.0) * std::pow(s, lag), 1e-12));
  }
}

TEST_CASE("the gradient of a step is what finite differences of its state give") {
  const at::Tensor weight = orthogonal(3, 1.2).requires_grad_();
  const at::Tensor x = at::randn({8, 2, 3}, at::kDouble);
  const auto loss_from = [&](const at::Tensor& h, std::int64_t t) {
    return roll(weight, x, h, t + 1, true).square().sum();
  };
  std::vector<double> norms;
  {
    const TimeGradients probe;
    loss_from(at::zeros({2, 3}, at::kDouble), -1).backward();
    norms = probe.read().front().norms;
  }
  const at::NoGradGuard no_grad;
  at::Tensor h = at::zeros({2, 3}, at::kDouble);
  for (std::int64_t t = 0; t < 8; ++t) {
    h = (h.mm(weight.t()) + x[t]).tanh();
    double square = 0;
    for (std::int64_t i = 0; i < h.numel(); ++i) {
      const auto moved = [&](double by) {
        at::Tensor state = h.clone();
        state.view({-1})[i] += by;
        return loss_from(state, t).item<double>();
      };
      const double slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      square += slope * slope;
    }
    // Central differences with a step of 1e-5: an error of 1e-10 of the third derivative, 1e-11 of
    // rounding.
    CHECK_THAT(norms[static_cast<std::size_t>(7 - t)], WithinRel(std::sqrt(square), 1e-7));
  }
}

TEST_CASE("visits of several passes are pooled, and a step without gradient has norm 0") {
  const at::Tensor x = at::ones({2, 3}, at::kDouble).requires_grad_();
  const TimeGradients probe;
  for (int pass = 0; pass < 2; ++pass) {
    const at::Tensor cut = plumb::tap_step("a", 0, (x * 2).detach());
    const at::Tensor h = plumb::tap_step("a", 1, cut + x);
    plumb::tap_step("b", 0, x * 3);
    h.sum().backward();
  }
  const auto gradients = probe.read();
  REQUIRE(gradients.size() == 2);
  CHECK_THAT(gradients[0].norms[0], WithinRel(std::sqrt(2 * 6.0), 1e-12));
  CHECK(gradients[0].norms[1] == 0);
  CHECK(gradients[1].norms == std::vector<double>{0});
}

TEST_CASE("passes over sequences of different length are pooled by how far back a step lies") {
  const at::Tensor weight = orthogonal(6, 0.5).requires_grad_();
  const TimeGradients probe;
  for (const std::int64_t steps : {6, 3}) {
    const at::Tensor x = at::randn({steps, 4, 6}, at::kDouble);
    roll(weight, x, at::zeros({4, 6}, at::kDouble), 0, false).sum().backward();
  }
  const auto norms = probe.read().at(0).norms;
  REQUIRE(norms.size() == 6);
  for (int lag = 0; lag < 6; ++lag) {
    const double of_one = std::sqrt(24.0) * std::pow(0.5, lag);
    CHECK_THAT(norms[static_cast<std::size_t>(lag)],
               WithinRel(of_one * std::sqrt(lag < 3 ? 2.0 : 1.0), 1e-12));
  }
}

TEST_CASE("steps are watched while a probe lives, by the newest") {
  CHECK_FALSE(plumb::steps_are_watched());
  const at::Tensor x = at::ones({1, 1}).requires_grad_();
  at::Tensor tapped;
  {
    const TimeGradients outer;
    {
      const TimeGradients inner;
      CHECK(plumb::steps_are_watched());
      tapped = plumb::tap_step("rnn", 0, x * 1);
      CHECK(inner.read().size() == 1);
    }
    CHECK(plumb::steps_are_watched());
    CHECK(outer.read().empty());
  }
  CHECK_FALSE(plumb::steps_are_watched());
  tapped.sum().backward();  // the hook outlives its probe
  CHECK(x.grad().defined());
}

TEST_CASE("a step of which the loss uses another output only has norm 0") {
  const at::Tensor x = at::ones({2, 2}).requires_grad_();
  const TimeGradients probe;
  const auto parts = (x * 2).unbind(1);
  plumb::tap_step("used", 0, parts[0]);
  plumb::tap_step("unused", 0, parts[1]);
  parts[0].sum().backward();
  const auto gradients = probe.read();
  REQUIRE(gradients.size() == 2);
  CHECK_THAT(gradients[0].norms[0], WithinRel(std::sqrt(2.0), 1e-12));
  CHECK(gradients[1].norms[0] == 0);
}
