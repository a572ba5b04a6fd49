#include "small_batch.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "dense_product.hpp"
#include "small_batch_kernels.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"

namespace small_batch = plumb::small_batch;

namespace {

constexpr float untouched = 77;
const auto nan_value = std::numeric_limits<float>::quiet_NaN();

/// The error that any order of summing in float32 keeps to: γₙ Σ|a||b| with n = depth + 1 (Higham,
/// Accuracy and Stability of Numerical Algorithms, 2002, 3.5).
at::Tensor error_bound(const at::Tensor& a, const at::Tensor& b, const at::Tensor& bias) {
  const double unit = std::ldexp(static_cast<double>(a.size(1) + 1), -24);
  const at::Tensor size =
      a.abs().to(at::kDouble).mm(b.abs().to(at::kDouble)) + bias.abs().to(at::kDouble).unsqueeze(1);
  return unit / (1 - unit) * size;
}

/// out = A B; a: {rows, depth}, of any strides, b: {depth, padded}.
plumb::SmallProduct product_of(const at::Tensor& a, const at::Tensor& b, const at::Tensor& out,
                               std::int64_t columns) {
  plumb::SmallProduct product;
  product.a = a.const_data_ptr<float>();
  product.a_row = a.stride(0);
  product.a_depth = a.stride(1);
  product.b = b.const_data_ptr<float>();
  product.b_row = b.size(1);
  product.out = out.mutable_data_ptr<float>();
  product.out_row = out.size(1);
  product.rows = a.size(0);
  product.columns = columns;
  product.depth = a.size(1);
  return product;
}

void check_product(const plumb::SmallBatchKernels& kernels, std::int64_t rows, std::int64_t columns,
                   std::int64_t depth, bool transposed) {
  INFO(kernels.name << ' ' << rows << 'x' << columns << 'x' << depth << ' ' << transposed);
  const std::int64_t padded = (columns + 15) / 16 * 16;
  const at::Tensor a = transposed ? at::randn({depth, rows}).t() : at::randn({rows, depth});
  const at::Tensor bias = at::randn({rows});
  const at::Tensor b = at::full({depth, padded}, nan_value);
  b.narrow(1, 0, columns).normal_();
  const at::Tensor out = at::full({rows + 1, columns + 1}, untouched);

  auto product = product_of(a, b, out, columns);
  product.bias = bias.const_data_ptr<float>();
  kernels.product(product);

  const at::Tensor right = b.narrow(1, 0, columns);
  const at::Tensor exact = a.to(at::kDouble).mm(right.to(at::kDouble)) + bias.unsqueeze(1);
  const at::Tensor error = (out.narrow(0, 0, rows).narrow(1, 0, columns) - exact).abs();
  CHECK((error <= error_bound(a, right, bias)).all().item<bool>());

  const at::Tensor once = out.clone();
  product.accumulates = true;
  kernels.product(product);
  CHECK(at::equal(out.narrow(0, 0, rows).narrow(1, 0, columns),
                  2 * once.narrow(0, 0, rows).narrow(1, 0, columns)));
  CHECK((out.select(1, columns) == untouched).all().item<bool>());
  CHECK((out.select(0, rows) == untouched).all().item<bool>());
}

/// Of all rows, then of two parts.
void check_squares(const plumb::SmallBatchKernels& kernels, std::int64_t rows,
                   std::int64_t columns) {
  INFO(kernels.name << ' ' << rows << 'x' << columns);
  constexpr std::int64_t depth = 19;
  const std::int64_t padded = plumb::small_batch_padded(columns);
  const at::Tensor a = at::randn({rows, depth}), b = at::zeros({depth, padded});
  b.narrow(1, 0, columns).normal_();
  const at::Tensor out = at::randn({rows, columns});
  auto squares = plumb::small_product_sums(rows);
  auto in_parts = squares;

  auto product = product_of(a, b, out, columns);
  product.accumulates = true;
  const at::Tensor before = out.clone();
  product.squares = squares.data();
  kernels.product(product);
  const double exact = out.to(at::kDouble).square().sum().item<double>();
  const double sum = std::accumulate(squares.begin(), squares.end(), 0.0);
  // At most seven roundings stand between an entry and its sum in double.
  CHECK(std::abs(sum / exact - 1) < 7 * std::ldexp(1, -24));

  out.copy_(before);
  product.squares = in_parts.data();
  const std::int64_t cut = rows / 2 / plumb::small_product_rows * plumb::small_product_rows;
  kernels.product(product.part(0, cut));
  kernels.product(product.part(cut, rows));
  CHECK(in_parts == squares);
}

bool without_kernels() {
  return plumb::small_batch_kernels().empty() &&
         skip_test("AVX2 is not there, or PLUMB_CPU_CAPABILITY forbids it");
}

}  // namespace

TEST_CASE("every kernel's products are those of float64, at every remainder of its tiles") {
  at::manual_seed(1);
  if (without_kernels()) return;
  for (const auto& kernels : plumb::small_batch_kernels()) {
    for (const std::int64_t rows : {1, 2, 5, 6, 11, 12, 13, 25, 64}) {
      for (const std::int64_t columns : {1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 100})
        check_product(kernels, rows, columns, 19, rows % 2 == 0);
    }
    for (const std::int64_t depth : {0, 1, 300}) check_product(kernels, 13, 20, depth, false);
  }
}

TEST_CASE("a product is the same, to the last bit, where its entries lie whole pages apart") {
  at::manual_seed(8);
  for (const auto& kernels : plumb::small_batch_kernels()) {
    for (const std::int64_t rows : {5, 96, 100, 205}) {
      constexpr std::int64_t depth = 20, columns = 17;
      const at::Tensor wide = at::randn({depth, 2048}), b = at::zeros({depth, 32});
      b.narrow(1, 0, columns).normal_();
      const at::Tensor far = wide.narrow(1, 0, rows).t(), near = far.contiguous();
      const auto outcome = [&](const at::Tensor& a) {
        const at::Tensor out = at::full({rows, columns}, untouched);
        auto squares = plumb::small_product_sums(rows);
        auto product = product_of(a, b, out, columns);
        product.squares = squares.data();
        kernels.product(product);
        return std::pair(out, squares);
      };
      const auto [out, squares] = outcome(far);
      const auto [expected, expected_squares] = outcome(near);
      CHECK(at::equal(out, expected));
      CHECK(squares == expected_squares);
    }
  }
}

TEST_CASE("a product's squares are summed, alike for all rows and for parts of them") {
  at::manual_seed(5);
  for (const auto& kernels : plumb::small_batch_kernels()) {
    for (const std::int64_t rows : {1, 12, 25, 47, 64}) {
      for (const std::int64_t columns : {1, 8, 17, 40, 64, 100})
        check_squares(kernels, rows, columns);
    }
  }
}

TEST_CASE("a product knows of a zero among its entries") {
  for (const auto& kernels : plumb::small_batch_kernels()) {
    for (const std::int64_t rows : {1, 12, 25, 64}) {
      for (const std::int64_t columns : {16, 48, 64, 112}) {
        const at::Tensor a = at::ones({rows, 3}), b = at::ones({3, columns});
        const at::Tensor out = at::empty({rows, columns});
        const auto least_entry = [&] {
          auto product = product_of(a, b, out, columns);
          auto squares = plumb::small_product_sums(rows);
          auto least = plumb::small_product_least(rows);
          product.squares = squares.data();
          product.least = least.data();
          kernels.product(product);
          return *std::min_element(least.begin(), least.end());
        };
        INFO(kernels.name << ' ' << rows << 'x' << columns);
        CHECK(least_entry() == 3);
        b.select(1, columns - 1).mul_(0);
        CHECK(least_entry() == 0);
        b.fill_(1);
        a[rows - 1].fill_(-0.5);
        CHECK(least_entry() == 1.5F);
      }
    }
  }
}

TEST_CASE("a block's squares are summed up to where the batch ends") {
  for (const std::int64_t columns : {1, 15, 16, 17, 100}) {
    const at::Tensor in = at::randn({29, 112});
    in.narrow(1, columns, 112 - columns).fill_(nan_value);
    std::vector<double> sums(plumb::small_product_blocks(29));
    plumb::block_squares(in.const_data_ptr<float>(), 112, 29, columns, sums.data());
    for (std::int64_t block = 0; block < 3; ++block) {
      const auto rows = std::min<std::int64_t>(12, 29 - 12 * block);
      const double exact = in.narrow(0, 12 * block, rows)
                               .narrow(1, 0, columns)
                               .to(at::kDouble)
                               .square()
                               .sum()
                               .item<double>();
      CHECK_THAT(sums[static_cast<std::size_t>(block)], WithinRel(exact, 1e-13));
    }
  }
}

TEST_CASE("every kernel transposes, at every remainder of its blocks") {
  for (const auto& kernels : plumb::small_batch_kernels()) {
    for (const std::int64_t rows : {1, 8, 15, 16, 17, 40}) {
      for (const std::int64_t columns : {1, 7, 16, 20, 32}) {
        INFO(kernels.name << ' ' << rows << 'x' << columns);
        const at::Tensor in = at::randn({rows, columns + 3});
        const at::Tensor out = at::full({columns + 1, rows + 2}, untouched);
        kernels.transpose({in.const_data_ptr<float>(), columns + 3, rows, columns,
                           out.mutable_data_ptr<float>(), rows + 2});
        const at::Tensor expected = at::full({columns + 1, rows + 2}, untouched);
        expected.narrow(0, 0, columns).narrow(1, 0, rows).copy_(in.narrow(1, 0, columns).t());
        CHECK(at::equal(out, expected));
      }
    }
  }
}

TEST_CASE("rows are summed up to where the batch ends") {
  for (const std::int64_t columns : {1, 15, 16, 17, 100}) {
    const at::Tensor in = at::randn({5, 112});
    in.narrow(1, columns, 112 - columns).fill_(nan_value);
    at::Tensor sums = at::zeros({5});
    plumb::add_row_sums(in.const_data_ptr<float>(), 112, 5, columns,
                        sums.mutable_data_ptr<float>());
    CHECK(at::allclose(sums.to(at::kDouble), in.narrow(1, 0, columns).to(at::kDouble).sum(1), 1e-5,
                       1e-5));
  }
}

TEST_CASE("columns and rows hold the same numbers") {
  if (without_kernels()) return;
  at::manual_seed(2);
  for (const std::int64_t batch : {12, 16, 33}) {
    for (const std::int64_t features : {1, 16, 35}) {
      const at::Tensor x = at::randn({batch, features});
      const at::Tensor columns = small_batch::columns(x);
      CHECK(columns.size(1) % 16 == 0);
      CHECK(at::equal(columns.narrow(1, 0, batch).t(), x));
      CHECK(at::equal(small_batch::rows(columns, batch), x));
    }
  }
}

TEST_CASE("what is beyond the batch reaches no result") {
  if (without_kernels()) return;
  at::manual_seed(3);
  const std::int64_t batch = 20, inputs = 18, outputs = 7;
  const auto beyond = [&](at::Tensor columns, double value) {
    columns.narrow(1, batch, columns.size(1) - batch).fill_(value);
    return columns;
  };
  const at::Tensor x = small_batch::columns(at::randn({batch, inputs}));
  const at::Tensor gradient = small_batch::columns(at::randn({batch, outputs}));
  const at::Tensor weight = at::randn({outputs, inputs}), bias = at::randn({outputs});
  const auto all = [&] {
    at::Tensor of_weight, of_bias;
    small_batch::LayerBackward layer;
    layer.gradient = gradient;
    layer.weight = weight;
    layer.batch = batch;
    layer.x_rows = small_batch::padded_rows_of_columns(x, batch);
    layer.weight_gradient = &of_weight;
    layer.bias_gradient = &of_bias;
    layer.wants_input_gradient = true;
    small_batch::backward(layer);  // made, then added to
    const auto result = small_batch::backward(layer);
    return std::vector{small_batch::rows(small_batch::outputs(x, weight, bias), batch),
                       small_batch::rows(result.input, batch), of_weight, of_bias};
  };
  const auto clean = all();
  beyond(x, std::numeric_limits<double>::infinity());
  beyond(gradient, std::numeric_limits<double>::quiet_NaN());
  const auto dirty = all();
  for (std::size_t i = 0; i < clean.size(); ++i) CHECK(at::equal(clean[i], dirty[i]));
}

TEST_CASE("a batch is cut into parts that cover it once") {
  for (const std::int64_t batch : {12, 128, 129, 250, 1000}) {
    INFO(batch);
    std::int64_t next = 0;
    for (const auto& part : small_batch::parts(batch)) {
      CHECK(part.first == next);
      CHECK(part.count > 0);
      CHECK(part.count <= 128);
      next += part.count;
    }
    CHECK(next == batch);
  }
}

TEST_CASE("small-batch products take float32 batches on the CPU that are not tiny") {
  if (without_kernels()) return;
  const at::Tensor weight = at::randn({6, 5});
  CHECK(small_batch::fits(at::randn({32, 5}), weight));
  CHECK_FALSE(small_batch::fits(at::randn({1, 5}), weight));
  CHECK(small_batch::fits(at::randn({1000, 5}), weight));
  CHECK_FALSE(small_batch::fits(at::randn({5, 32}).t(), weight));
  CHECK_FALSE(small_batch::fits(at::randn({32, 5}, at::kDouble), weight.to(at::kDouble)));
  CHECK_FALSE(small_batch::fits(at::randn({2, 32, 5}), weight));
}

TEST_CASE("a dense product of another number of features is refused, and reads nothing else") {
  const at::Tensor weight = at::ones({3, 6});
  for (const std::int64_t features : {5, 7}) {
    const at::Tensor x = at::ones({32, features});
    CHECK_FALSE(small_batch::fits(x, weight));
    CHECK_THROWS_WITH(plumb::dense_product(x, weight, at::ones({3})),
                      ContainsSubstring("shapes cannot be multiplied"));
  }
}

TEST_CASE("a dense product's gradients are at::linear's, also of a gradient") {
  at::manual_seed(4);
  const auto leaf = [](std::vector<std::int64_t> shape) {
    return at::randn(shape).requires_grad_(true);
  };
  const at::Tensor x = leaf({GENERATE(21, 150), 18}), weight = leaf({9, 18}), bias = leaf({9});
  const std::vector<at::Tensor> leaves{x, weight, bias};
  const auto derivatives = [&](const at::Tensor& y) {
    // tanh, so that the second derivatives are not zero.
    auto first = torch::autograd::grad({y.tanh().sum()}, leaves, {}, true, true);
    const at::Tensor size = first[0].square().sum() + first[1].square().sum();
    const auto second = torch::autograd::grad({size}, leaves);
    first.insert(first.end(), second.begin(), second.end());
    return first;
  };
  const at::Tensor y = plumb::dense_product(x, weight, bias);
  const auto ours = derivatives(y), theirs = derivatives(at::linear(x, weight, bias));
  const bool is_ours = y.grad_fn()->name().find("DenseProduct") != std::string::npos;
  CHECK(is_ours == !plumb::small_batch_kernels().empty());
  // Sums of at most 150 terms in two orders: a few units in the last place of the largest entry.
  const auto error = [](const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).abs().max() / b.abs().max()).item<double>();
  };
  for (std::size_t i = 0; i < ours.size(); ++i) {
    INFO(i);
    CHECK(error(ours[i], theirs[i]) < 1e-5);
  }
  auto once = torch::autograd::grad({plumb::dense_product(x, weight, bias).tanh().sum()}, leaves);
  for (std::size_t i = 0; i < once.size(); ++i) {
    INFO(i);
    CHECK(error(once[i], theirs[i]) < 1e-5);
  }
}

TEST_CASE("a dense product needs no bias") {
  const at::Tensor x = at::randn({16, 4}), weight = at::randn({3, 4}).requires_grad_(true);
  const at::Tensor y = plumb::dense_product(x, weight, {});
  CHECK(at::allclose(y, x.mm(weight.t()), 1e-5, 1e-6));
  y.sum().backward();
  CHECK(at::allclose(weight.grad(), x.sum(0).expand({3, 4}), 1e-5, 1e-5));
}
