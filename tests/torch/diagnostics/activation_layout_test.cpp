#include <torch/types.h>

#include <cmath>
#include <limits>
#include <string>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"

using plumb::ActivationKind;
using plumb::ActivationProbe;

namespace {

struct Shown {
  at::Tensor values;
  ActivationProbe probe;
  ActivationKind kind;
};

/// What a monitor says of a tap that shows f(w · x).
template <class F>
Shown shown(const at::Tensor& x, const F& f) {
  const at::Tensor w = at::ones({}, x.options()).requires_grad_();
  plumb::MonitorOptions options;
  std::optional<ActivationProbe> probe;
  options.on_record = [&](const plumb::StepRecord& r) { probe = r.activations.at(0); };
  plumb::Monitor monitor({{"w", w}}, options);
  const at::Tensor values = plumb::tap("x", f(w * x)), loss = values.sum();
  loss.backward();
  monitor.step(loss.detach());
  return {values.detach(), probe.value(), monitor.taps()[0].kind};
}

double share(const at::Tensor& what) {
  return what.to(at::kDouble).mean().item<double>();
}

/// Against LibTorch's operations in double. Sums of float32's squares are exact in double.
void check(const ActivationProbe& probe, const at::Tensor& values, const at::Tensor& at_end) {
  const at::Tensor y = values.to(at::kDouble);
  CHECK_THAT(probe.mean, WithinRel(y.mean().item<double>(), 1e-12));
  CHECK_THAT(probe.deviation, WithinRel(y.std(false).item<double>(), 1e-12));
  REQUIRE(probe.spread.has_value() == (y.size(0) > 1));
  if (probe.spread) {
    const at::Tensor within = (y - y.mean(0, true)).square().sum() / y.square().sum();
    CHECK_THAT(*probe.spread, WithinRel(within.sqrt().item<double>(), 1e-12));
  }
  CHECK_THAT(probe.zeros, WithinRel(share(y.eq(0)), 1e-15));
  CHECK_THAT(probe.inactive, WithinRel(share(y.eq(0).logical_or(at_end).all(0)), 1e-15));
  CHECK(probe.non_finite == 0);
}

/// Gaussian, with zeros and large values, of which one unit has no others.
at::Tensor mixed(std::int64_t samples, std::int64_t units, at::ScalarType type) {
  at::manual_seed(5);
  at::Tensor x = at::randn({samples, units}, at::TensorOptions(type));
  x.masked_fill_(at::rand({samples, units}) < 0.2, 0);
  x.masked_fill_(at::rand({samples, units}) < 0.2, 9);
  x.select(1, units / 2).fill_(-9);
  return x;
}

}  // namespace

TEST_CASE("a tap measures the same of rows that lie together, of columns, and of neither") {
  const auto [samples, units] = GENERATE(
      std::pair<std::int64_t, std::int64_t>(32, 24), std::pair<std::int64_t, std::int64_t>(19, 21),
      std::pair<std::int64_t, std::int64_t>(8, 3), std::pair<std::int64_t, std::int64_t>(5, 8),
      std::pair<std::int64_t, std::int64_t>(1, 11));
  const auto type = GENERATE(at::kFloat, at::kDouble);
  const std::string layout = GENERATE("rows", "columns", "neither");
  INFO(samples << " by " << units << ", " << layout);
  const auto laid_out = [&](const at::Tensor& y) {
    if (layout == "rows") return y.contiguous();
    if (layout == "columns") return at::constant_pad_nd(y.t(), {0, 3}).narrow(1, 0, samples).t();
    return y.repeat_interleave(2, 0).repeat_interleave(2, 1).slice(0, 0, {}, 2).slice(1, 0, {}, 2);
  };
  const at::Tensor x = mixed(samples, units, type);

  SECTION("of any values") {
    const auto [values, probe, kind] = shown(x, laid_out);
    CHECK(kind == ActivationKind::other);
    check(probe, values, at::zeros_like(x, at::kBool));
    CHECK_FALSE(probe.saturated.has_value());
  }
  SECTION("of an activation, which keeps its inputs' layout") {
    const bool sigmoid = GENERATE(true, false);
    const auto f = sigmoid ? at::sigmoid : at::tanh;
    const auto [values, probe, kind] =
        shown(x, [&](const at::Tensor& h) { return f(laid_out(h)); });
    REQUIRE(kind == (sigmoid ? ActivationKind::sigmoid : ActivationKind::tanh));
    const at::Tensor at_end = x.abs().gt(sigmoid ? 5.06 : 2.54);
    check(probe, values, at_end);
    CHECK_THAT(probe.saturated.value(), WithinRel(share(at_end), 1e-15));
  }
}

TEST_CASE("values that are not finite are counted in any layout") {
  at::Tensor x = mixed(11, 13, at::kFloat);
  x[2][3] = std::numeric_limits<float>::quiet_NaN();
  x[10][12] = std::numeric_limits<float>::infinity();
  x[0][0] = -std::numeric_limits<float>::infinity();
  const bool columns = GENERATE(true, false);
  const auto probe = shown(x, [&](const at::Tensor& y) {
                       return columns ? y.t().contiguous().t() : y.contiguous();
                     }).probe;
  CHECK(probe.non_finite == 3);
  CHECK(std::isnan(probe.mean));
  CHECK_THAT(probe.zeros, WithinRel(share(x.eq(0)), 1e-15));
}

TEST_CASE("a vector is a batch of one unit") {
  const at::Tensor x = mixed(12, 1, at::kFloat);
  const auto of_column = shown(x, [](const at::Tensor& y) { return y; }).probe;
  const auto of_vector = shown(x, [](const at::Tensor& y) { return y.squeeze(1); }).probe;
  CHECK(of_vector.mean == of_column.mean);
  CHECK(of_vector.deviation == of_column.deviation);
  CHECK(of_vector.spread == of_column.spread);
  CHECK(of_vector.zeros == of_column.zeros);
  CHECK(of_vector.inactive == of_column.inactive);
}
