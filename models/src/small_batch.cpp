#include "small_batch.hpp"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>

#include "small_batch_kernels.hpp"

namespace plumb::small_batch {
namespace {

// Measured on one core (bench_products): below this batch most of a register is padding; above, or
// where a layer's columns do not stay in cache, general products are as fast.
constexpr std::int64_t smallest_batch = 12;
constexpr std::int64_t largest_batch = 128;
constexpr std::int64_t most_inputs = 4096;
constexpr std::int64_t most_outputs = 1024;

// Multiplications for which a second thread is worth waking.
constexpr std::int64_t thread_work = std::int64_t{1} << 20;

std::int64_t padded(std::int64_t count) {
  return (count + small_batch_padding - 1) / small_batch_padding * small_batch_padding;
}

/// The fastest there are; fits() has made sure of some.
const SmallBatchKernels& kernels() {
  return small_batch_kernels().front();
}

void run(const SmallProduct& product) {
  const std::int64_t row_work = std::max<std::int64_t>(1, product.columns * product.depth);
  at::parallel_for(
      0, product.rows, std::max<std::int64_t>(1, thread_work / row_work),
      [&](std::int64_t first, std::int64_t last) { kernels().product(product.part(first, last)); });
}

const float* in(const at::Tensor& tensor) {
  return tensor.const_data_ptr<float>();
}
float* out(const at::Tensor& tensor) {
  return tensor.mutable_data_ptr<float>();
}

void transpose(const at::Tensor& matrix, std::int64_t rows, std::int64_t columns,
               const at::Tensor& result) {
  kernels().transpose({in(matrix), matrix.size(1), rows, columns, out(result), result.size(1)});
}

/// `x_rows`: rows of `inputs` entries that may be read up to padded(inputs).
at::Tensor weight_gradient_of_rows(const at::Tensor& gradient, const at::Tensor& x_rows,
                                   std::int64_t inputs) {
  at::Tensor result = at::empty({gradient.size(0), inputs}, gradient.options());
  SmallProduct product;
  product.a = in(gradient);
  product.a_row = gradient.size(1);
  product.a_depth = 1;
  product.b = in(x_rows);
  product.b_row = x_rows.size(1);
  product.out = out(result);
  product.out_row = inputs;
  product.rows = gradient.size(0);
  product.columns = inputs;
  product.depth = x_rows.size(0);
  run(product);
  return result;
}

}  // namespace

bool fits(const at::Tensor& x, const at::Tensor& weight) {
  return x.dim() == 2 && x.is_cpu() && x.is_contiguous() && weight.is_contiguous() &&
         weight.is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat &&
         x.size(0) >= smallest_batch && x.size(0) <= largest_batch &&
         weight.size(1) <= most_inputs && weight.size(0) <= most_outputs &&
         !small_batch_kernels().empty();
}

at::Tensor columns(const at::Tensor& x) {
  const std::int64_t batch = x.size(0), features = x.size(1), size = padded(batch);
  at::Tensor result = size == batch ? at::empty({features, size}, x.options())
                                    : at::zeros({features, size}, x.options());
  transpose(x, batch, features, result);
  return result;
}

at::Tensor rows(const at::Tensor& columns, std::int64_t batch) {
  at::Tensor result = at::empty({batch, columns.size(0)}, columns.options());
  transpose(columns, columns.size(0), batch, result);
  return result;
}

at::Tensor outputs(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  at::Tensor result = at::empty({weight.size(0), x.size(1)}, x.options());
  SmallProduct product;
  product.a = in(weight);
  product.a_row = weight.size(1);
  product.a_depth = 1;
  product.b = in(x);
  product.b_row = x.size(1);
  if (bias.defined()) product.bias = in(bias);
  product.out = out(result);
  product.out_row = x.size(1);
  product.rows = weight.size(0);
  product.columns = x.size(1);
  product.depth = weight.size(1);
  run(product);
  return result;
}

at::Tensor input_gradient(const at::Tensor& gradient, const at::Tensor& weight) {
  at::Tensor result = at::empty({weight.size(1), gradient.size(1)}, gradient.options());
  SmallProduct product;
  product.a = in(weight);
  product.a_row = 1;
  product.a_depth = weight.size(1);
  product.b = in(gradient);
  product.b_row = gradient.size(1);
  product.out = out(result);
  product.out_row = gradient.size(1);
  product.rows = weight.size(1);
  product.columns = gradient.size(1);
  product.depth = weight.size(0);
  run(product);
  return result;
}

at::Tensor weight_gradient(const at::Tensor& gradient, const at::Tensor& x) {
  const std::int64_t inputs = x.size(1), size = padded(inputs);
  if (size == inputs) return weight_gradient_of_rows(gradient, x, inputs);
  const at::Tensor wider = at::zeros({x.size(0), size}, x.options());
  wider.narrow(1, 0, inputs).copy_(x);
  return weight_gradient_of_rows(gradient, wider, inputs);
}

at::Tensor weight_gradient_of_columns(const at::Tensor& gradient, const at::Tensor& x,
                                      std::int64_t batch) {
  const std::int64_t inputs = x.size(0), size = padded(inputs);
  const at::Tensor x_rows = size == inputs ? at::empty({batch, size}, x.options())
                                           : at::zeros({batch, size}, x.options());
  transpose(x, inputs, batch, x_rows);
  return weight_gradient_of_rows(gradient, x_rows, inputs);
}

at::Tensor bias_gradient(const at::Tensor& gradient, std::int64_t batch) {
  at::Tensor result = at::empty({gradient.size(0)}, gradient.options());
  sum_rows(in(gradient), gradient.size(1), gradient.size(0), batch, out(result));
  return result;
}

}  // namespace plumb::small_batch
