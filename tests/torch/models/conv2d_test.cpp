#include "plumb/models/conv2d.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <limits>

#include "support/catch.hpp"
#include "support/threads.hpp"

namespace {

// Everything here is in double: sums of at most a few thousand products of order 1.
constexpr double double_rounding = 1e-10;

struct Window {
  std::int64_t output;
  std::int64_t first;
};

/// From the definition in TensorFlow's documentation, written apart from the library's.
Window same_window(std::int64_t size, std::int64_t kernel, std::int64_t stride) {
  const auto output = size % stride == 0 ? size / stride : size / stride + 1;
  const auto total = size % stride == 0 ? std::max<std::int64_t>(kernel - stride, 0)
                                        : std::max<std::int64_t>(kernel - size % stride, 0);
  return {output, -(total / 2)};
}

/// Calls visit(output row, output column, input row, input column, kernel row, kernel column) for
/// every pair inside the image.
template <class Visit>
void for_each_product(const at::Tensor& x, std::int64_t kernel, std::int64_t stride, Visit visit) {
  const auto rows = same_window(x.size(2), kernel, stride);
  const auto columns = same_window(x.size(3), kernel, stride);
  for (std::int64_t i = 0; i < rows.output; ++i)
    for (std::int64_t j = 0; j < columns.output; ++j)
      for (std::int64_t k = 0; k < kernel; ++k)
        for (std::int64_t l = 0; l < kernel; ++l) {
          const auto row = rows.first + i * stride + k;
          const auto column = columns.first + j * stride + l;
          if (row < 0 || row >= x.size(2) || column < 0 || column >= x.size(3)) continue;
          visit(i, j, row, column, k, l);
        }
}

at::Tensor naive_convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                             std::int64_t stride) {
  using at::indexing::Slice;
  const auto kernel = weight.size(2);
  std::vector<std::vector<at::Tensor>> sums(
      static_cast<std::size_t>(same_window(x.size(2), kernel, stride).output));
  for (auto& row : sums) {
    row.assign(static_cast<std::size_t>(same_window(x.size(3), kernel, stride).output),
               bias.expand({x.size(0), bias.size(0)}));
  }
  for_each_product(x, kernel, stride, [&](auto i, auto j, auto row, auto column, auto k, auto l) {
    auto& sum = sums[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    sum =
        sum +
        x.index({Slice(), Slice(), row, column}).matmul(weight.index({Slice(), Slice(), k, l}).t());
  });
  std::vector<at::Tensor> rows;
  for (const auto& row : sums) rows.push_back(at::stack(row, 2));
  return at::stack(rows, 2);
}

plumb::Conv2d random_convolution(const plumb::Conv2dOptions& options) {
  plumb::Conv2d conv(options);
  conv->to(at::kDouble);
  const at::NoGradGuard no_grad;
  conv->weight.normal_();
  conv->bias.normal_();
  return conv;
}

bool close_in_double(const at::Tensor& actual, const at::Tensor& expected) {
  return actual.sizes() == expected.sizes() &&
         at::allclose(actual, expected, double_rounding, double_rounding);
}

struct Gradients {
  at::Tensor x, weight, bias;
};

Gradients gradients_of(const at::Tensor& y, const at::Tensor& x, plumb::Conv2d& conv) {
  at::manual_seed(2);
  const auto g = torch::autograd::grad({(y * at::randn(y.sizes(), y.options())).sum()},
                                       {x, conv->weight, conv->bias});
  return {g[0], g[1], g[2]};
}

TEST_CASE("convolution pads as Keras does, forward and backward") {
  const std::int64_t height = GENERATE(2, 5, 6);
  const std::int64_t kernel = GENERATE(1, 3, 7);
  const std::int64_t stride = GENERATE(1, 2, 3);
  // 33 channels take the path of matrix products on small images, 2 never do.
  const std::int64_t channels = GENERATE(2, 33);
  CAPTURE(height, kernel, stride, channels);
  at::manual_seed(1);
  auto conv = random_convolution(plumb::Conv2dOptions(channels, 34, kernel).stride(stride));
  const auto x = at::randn({3, channels, height, 4}, at::kDouble).requires_grad_();

  const auto expected = naive_convolution(x, conv->weight, conv->bias, stride);
  const auto actual = conv->forward(x);
  REQUIRE(close_in_double(actual, expected));
  const auto expected_gradients = gradients_of(expected, x, conv);
  const auto gradients = gradients_of(actual, x, conv);
  CHECK(close_in_double(gradients.x, expected_gradients.x));
  CHECK(close_in_double(gradients.weight, expected_gradients.weight));
  CHECK(close_in_double(gradients.bias, expected_gradients.bias));
}

TEST_CASE("convolution in float32 on a small image is right to its rounding") {
  struct Sizes {
    std::int64_t height, kernel, stride, channels, batch;
    int threads;
  };
  // By vectors, with a rest of the batch and in several parts of it; 40 channels fill none.
  const Sizes sizes = GENERATE(values<Sizes>({{1, 3, 1, 32, 3, 1},
                                              {2, 3, 1, 48, 32, 1},
                                              {2, 3, 2, 32, 133, 3},
                                              {4, 3, 1, 32, 16, 3},
                                              {4, 5, 1, 32, 3, 1},
                                              {4, 1, 2, 48, 5, 1},
                                              {7, 3, 1, 32, 4, 3},
                                              {7, 3, 2, 48, 5, 1},
                                              {4, 3, 1, 40, 5, 1}}));
  const auto [height, kernel, stride, channels, batch, thread_count] = sizes;
  const ScopedThreads threads(thread_count);
  CAPTURE(height, kernel, stride, channels, batch);
  at::manual_seed(1);
  plumb::Conv2d conv(plumb::Conv2dOptions(channels, 38, kernel).stride(stride));
  auto exact = random_convolution(plumb::Conv2dOptions(channels, 38, kernel).stride(stride));
  {
    const at::NoGradGuard no_grad;
    conv->weight.copy_(exact->weight);
    exact->weight.copy_(conv->weight);
    conv->bias.copy_(exact->bias);
    exact->bias.copy_(conv->bias);
  }
  const auto x = at::randn({batch, channels, height, height}).requires_grad_();
  const auto wide = x.detach().to(at::kDouble).requires_grad_();
  const auto expected = naive_convolution(wide, exact->weight, exact->bias, stride);
  const auto actual = conv->forward(x);
  const auto weights = at::randn(expected.sizes());
  const auto gradients =
      torch::autograd::grad({(actual * weights).sum()}, {x, conv->weight, conv->bias});
  const auto expected_gradients =
      torch::autograd::grad({(expected * weights).sum()}, {wide, exact->weight, exact->bias});
  // Sums of up to 25 · 48 products, and of 133 · 49 for a weight, of normal numbers: some 30 and 80
  // in size, each product rounded to 6e-8 of it.
  const auto close = [](const at::Tensor& a, const at::Tensor& b) {
    return a.sizes() == b.sizes() &&
           (a - b).abs().max().item<double>() < 2e-6 * std::max(1.0, b.abs().max().item<double>());
  };
  REQUIRE(close(actual, expected));
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(close(gradients[i], expected_gradients[i]));
  }
}

TEST_CASE("max-pooling pads as Keras does, and padding never wins") {
  const std::int64_t height = GENERATE(1, 2, 5, 6, 14);
  const std::int64_t kernel = GENERATE(1, 2, 3, 4);
  const std::int64_t stride = GENERATE(1, 2, 3);
  CAPTURE(height, kernel, stride);
  at::manual_seed(1);
  const auto x = at::randn({2, 3, height, 7}, at::kDouble) - 10;  // negative: a zero would win
  auto expected = at::full(
      {2, 3, same_window(height, kernel, stride).output, same_window(7, kernel, stride).output},
      -std::numeric_limits<double>::infinity(), at::kDouble);
  for_each_product(x, kernel, stride, [&](auto i, auto j, auto row, auto column, auto, auto) {
    auto largest = expected.select(2, i).select(2, j);
    largest.copy_(at::maximum(largest, x.select(2, row).select(2, column)));
  });
  const auto actual = plumb::max_pool2d_same(x, kernel, stride);
  REQUIRE(actual.sizes() == expected.sizes());
  CHECK(at::equal(actual, expected));
}

TEST_CASE("convolution on a small image computes only the gradients asked for") {
  auto conv = random_convolution(plumb::Conv2dOptions(32, 32, 3));
  conv->weight.requires_grad_(false);
  conv->forward(at::randn({2, 32, 2, 2}, at::kDouble)).sum().backward();
  CHECK_FALSE(conv->weight.grad().defined());
  // Every bias is added at four positions of two images.
  CHECK(at::equal(conv->bias.grad(), at::full({32}, 8, at::kDouble)));
}

TEST_CASE("convolution on a small image can be differentiated twice") {
  at::manual_seed(1);
  auto conv = random_convolution(plumb::Conv2dOptions(32, 33, 3).stride(2));
  const auto x = at::randn({2, 32, 4, 4}, at::kDouble).requires_grad_();
  const auto second = [&](const at::Tensor& y) {
    const auto first = torch::autograd::grad({y.square().sum()}, {x}, {}, true, true);
    return torch::autograd::grad({first[0].square().sum()}, {conv->weight})[0];
  };
  CHECK(close_in_double(second(conv->forward(x)),
                        second(naive_convolution(x, conv->weight, conv->bias, 2))));
}

TEST_CASE("outputs and gradients are in channels-last memory") {
  const std::int64_t size = GENERATE(2, 4, 7);
  const std::int64_t channels = GENERATE(1, 32);
  CAPTURE(size, channels);
  plumb::Conv2d conv(plumb::Conv2dOptions(channels, 64, 3));
  const auto x = at::rand({2, channels, size, size});
  const auto y = conv->forward(x);
  y.sum().backward();
  CHECK(y.is_contiguous(at::MemoryFormat::ChannelsLast));
  CHECK(conv->weight.is_contiguous(at::MemoryFormat::ChannelsLast));
  CHECK(conv->weight.grad().is_contiguous(at::MemoryFormat::ChannelsLast));
}

}  // namespace
