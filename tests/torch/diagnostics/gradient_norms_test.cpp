#include "plumb/diagnostics/gradient_norms.hpp"

#include <torch/types.h>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using plumb::cpu_norm;

namespace {

at::Tensor filled(double value, std::int64_t count, at::ScalarType type = at::kFloat) {
  return at::full({count}, value, type);
}

// Float entries are exact in double, so only the summation's own rounding remains.
constexpr double tolerance = 1e-12;

}  // namespace

TEST_CASE("cpu_norm equals the closed form for entries of any size") {
  const std::int64_t count = 1037;  // not a multiple of the vector width
  for (const double value : {1e-30, 1e-20, 1.0, 1e20, 1e30}) {
    const double entry = static_cast<double>(static_cast<float>(value));
    REQUIRE_THAT(cpu_norm(filled(value, count)), WithinRel(entry * std::sqrt(1037.0), tolerance));
  }
}

TEST_CASE("cpu_norm rescales doubles whose squares leave the range") {
  for (const double value : {1e-200, 1e200}) {
    REQUIRE_THAT(cpu_norm(filled(value, 100, at::kDouble)), WithinRel(value * 10, tolerance));
  }
}

TEST_CASE("cpu_norm reports zero, inf and NaN as what they are") {
  REQUIRE(cpu_norm(filled(0, 10)) == 0);
  REQUIRE(cpu_norm(at::empty({0})) == 0);
  at::Tensor values = filled(1, 100);
  values[50] = std::numeric_limits<float>::infinity();
  REQUIRE(std::isinf(cpu_norm(values)));
  values[60] = std::numeric_limits<float>::quiet_NaN();
  REQUIRE(std::isnan(cpu_norm(values)));
  REQUIRE(std::isnan(cpu_norm(values.to(at::kDouble))));
}

TEST_CASE("cpu_norm does not depend on the layout") {
  at::manual_seed(1);
  const at::Tensor values = at::randn({4, 6, 5, 5});
  const double expected = values.to(at::kDouble).norm().item<double>();
  REQUIRE_THAT(cpu_norm(values), WithinRel(expected, tolerance));
  REQUIRE_THAT(cpu_norm(values.contiguous(at::MemoryFormat::ChannelsLast)),
               WithinRel(expected, tolerance));
  REQUIRE_THAT(cpu_norm(values.transpose(0, 1)), WithinRel(expected, tolerance));
  const at::Tensor strided = at::randn({8, 10}).slice(1, 0, 10, 2);
  REQUIRE_THAT(cpu_norm(strided),
               WithinRel(strided.to(at::kDouble).norm().item<double>(), tolerance));
}

TEST_CASE("cpu_norm sums the duplicates of a sparse gradient first") {
  const at::Tensor indices = at::tensor({0, 2, 0}, at::kLong).unsqueeze(0);
  const at::Tensor sparse = at::sparse_coo_tensor(indices, at::tensor({3.0F, 4.0F, -3.0F}), {5});
  REQUIRE_THAT(cpu_norm(sparse), WithinRel(4.0, tolerance));
}

TEST_CASE("cpu_norm reads half precision") {
  REQUIRE_THAT(cpu_norm(filled(0.5, 16, at::kBFloat16)), WithinRel(2.0, tolerance));
  REQUIRE_THAT(cpu_norm(filled(0.5, 16, at::kHalf)), WithinRel(2.0, tolerance));
}

TEST_CASE("device_norms gives what cpu_norm gives") {
  const std::vector<at::Tensor> tensors{filled(1e-30, 100), filled(1e30, 7), at::randn({3, 3})};
  const at::Tensor norms = plumb::device_norms(tensors);
  REQUIRE(norms.scalar_type() == at::kDouble);
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    REQUIRE_THAT(norms[static_cast<std::int64_t>(i)].item<double>(),
                 WithinRel(cpu_norm(tensors[i]), tolerance));
  }
}

TEST_CASE("device_norms of nothing are none") {
  CHECK(plumb::device_norms({}).sizes() == at::IntArrayRef({0}));
}

TEST_CASE("total_norm survives norms whose squares overflow") {
  REQUIRE_THAT(plumb::total_norm({3e200, std::nullopt, 4e200}), WithinRel(5e200, tolerance));
  REQUIRE_THAT(plumb::total_norm({3e-200, 4e-200}), WithinRel(5e-200, tolerance));
  REQUIRE(plumb::total_norm({}) == 0);
  REQUIRE(std::isnan(plumb::total_norm({1.0, std::nan("")})));
}
