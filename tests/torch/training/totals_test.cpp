#include <torch/types.h>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "training/totals.hpp"

namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

/// What LibTorch's operations make of the same batch.
std::int64_t hits(const at::Tensor& outputs, const at::Tensor& targets) {
  return outputs.argmax(-1).eq(targets).sum().item<std::int64_t>();
}

}  // namespace

TEST_CASE("hits are those of argmax, and losses are added in double") {
  at::manual_seed(1);
  const plumb::Loss loss("cross-entropy");
  plumb::Totals totals(loss, at::kCPU);
  double sum = 0;
  std::int64_t right = 0;
  for (int batch = 0; batch < 20; ++batch) {
    const at::Tensor outputs = at::randn({32, 10});
    const at::Tensor targets = at::randint(0, 10, {32}, at::kLong);
    const at::Tensor mean = at::rand({});
    totals.add(mean, 32, outputs, targets);
    sum += static_cast<double>(mean.item<float>() * 32.0F);
    right += hits(outputs, targets);
  }
  REQUIRE(totals.means().loss == sum / 640);
  REQUIRE(totals.means().accuracy == static_cast<double>(right) / 640);
}

TEST_CASE("cleared sums begin again in the same memory, and still know whether there are classes") {
  const plumb::Loss loss("mse");
  plumb::Totals totals(loss, at::kCPU);
  const auto add = [&](float value, double weight) {
    totals.add(at::full({}, value), weight, at::zeros({4, 1}), at::zeros({4, 1}));
  };
  add(1000, 4);
  const plumb::NamedTensors before = totals.state();
  totals.clear();
  REQUIRE(std::isnan(totals.means().loss));  // of no samples
  add(3, 4);
  REQUIRE(totals.means().loss == 3);
  totals.clear();
  totals.count(4, 4);  // as after a replay, which tells the host nothing
  REQUIRE(totals.means().loss == 0);
  REQUIRE(std::isnan(totals.means().accuracy));
  const plumb::NamedTensors after = totals.state();
  for (std::size_t i = 0; i < after.size(); ++i)
    REQUIRE(after[i].second.data_ptr() == before[i].second.data_ptr());
}

TEST_CASE("ties, infinities and not-a-number predict what argmax says") {
  const at::Tensor outputs = at::tensor({1.0F, 2.0F, 2.0F,                  //
                                         not_a_number, 5.0F, not_a_number,  //
                                         infinite, 3.0F, not_a_number,      //
                                         -infinite, -infinite, -infinite,   //
                                         -infinite, infinite, infinite})
                                 .reshape({5, 3});
  const plumb::Loss loss("cross-entropy");
  for (std::int64_t c = 0; c < 3; ++c) {
    const at::Tensor targets = at::full({5}, c, at::kLong);
    plumb::Totals totals(loss, at::kCPU);
    totals.add(at::zeros({}), 1, outputs, targets);
    CHECK(totals.means().accuracy == static_cast<double>(hits(outputs, targets)) / 5);
  }
}

TEST_CASE("every step of a sequence is a prediction, whatever the layout and the type") {
  at::manual_seed(2);
  const plumb::Loss loss("cross-entropy");
  const at::Tensor outputs = at::randn({4, 6, 5});
  const at::Tensor targets = at::randint(0, 5, {4, 6}, at::kLong);
  const double expected = static_cast<double>(hits(outputs, targets)) / 24;
  const at::Tensor strided = outputs.transpose(1, 2).contiguous().transpose(1, 2);
  for (const auto& same : {outputs, strided, outputs.to(at::kDouble)}) {
    plumb::Totals totals(loss, at::kCPU);
    totals.add(at::full({}, 0.5), 4, same, targets);
    CHECK(totals.means().accuracy == expected);
    CHECK(totals.means().loss == 0.5);
  }
}

TEST_CASE("a single output predicts by its threshold, and values are not counted") {
  const at::Tensor outputs = at::tensor({-1.0F, 0.2F, 0.7F}).reshape({3, 1});
  const plumb::Loss loss("bce");
  plumb::Totals totals(loss, at::kCPU);
  totals.add(at::full({}, 2.0F), 3, outputs, at::tensor({0, 1, 0}, at::kLong));
  CHECK(totals.means().accuracy == 2.0 / 3);
  const plumb::Loss squares("mse");
  plumb::Totals values(squares, at::kCPU);
  values.add(at::full({}, 2.0F), 3, outputs, at::zeros({3}));
  CHECK(std::isnan(values.means().accuracy));
  CHECK(values.means().loss == 2);
}
