#include "small_batch.hpp"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>

#include "small_batch_kernels.hpp"

namespace plumb::small_batch {
namespace {

// Measured on one core (bench_products): in a smaller batch most of a register is padding; the
// columns of a larger part, or of a wider layer, do not stay in cache.
constexpr std::int64_t smallest_batch = 12;
constexpr std::int64_t largest_part = 128;
constexpr std::int64_t most_inputs = 4096;
constexpr std::int64_t most_outputs = 1024;

// Multiplications for which a second thread is worth waking.
constexpr std::int64_t thread_work = std::int64_t{1} << 20;

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

/// The product of A, which `product` holds and which has that many rows, and of columns.
at::Tensor times_columns(SmallProduct product, std::int64_t rows, const at::Tensor& columns) {
  at::Tensor result = at::empty({rows, columns.size(1)}, columns.options());
  product.b = in(columns);
  product.b_row = columns.size(1);
  product.out = out(result);
  product.out_row = columns.size(1);
  product.rows = rows;
  product.columns = columns.size(1);
  product.depth = columns.size(0);
  run(product);
  return result;
}

/// `x_rows`: rows of `inputs` entries that may be read up to small_batch_padded(inputs).
void add_weight_gradient_of_rows(at::Tensor& sum, const at::Tensor& gradient,
                                 const at::Tensor& x_rows, std::int64_t inputs) {
  SmallProduct product;
  product.accumulates = sum.defined();
  if (!sum.defined()) sum = at::empty({gradient.size(0), inputs}, gradient.options());
  product.a = in(gradient);
  product.a_row = gradient.size(1);
  product.a_depth = 1;
  product.b = in(x_rows);
  product.b_row = x_rows.size(1);
  product.out = out(sum);
  product.out_row = inputs;
  product.rows = gradient.size(0);
  product.columns = inputs;
  product.depth = x_rows.size(0);
  run(product);
}

}  // namespace

bool fits(const at::Tensor& x, const at::Tensor& weight) {
  return x.dim() == 2 && x.is_cpu() && x.is_contiguous() && weight.is_contiguous() &&
         weight.is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat &&
         x.size(0) >= smallest_batch && weight.size(1) <= most_inputs &&
         weight.size(0) <= most_outputs && !small_batch_kernels().empty();
}

at::Tensor Part::of(const at::Tensor& rows) const {
  return count == rows.size(0) ? rows : rows.narrow(0, first, count);
}

std::vector<Part> parts(std::int64_t batch) {
  const std::int64_t number = (batch + largest_part - 1) / largest_part;
  const std::int64_t size = small_batch_padded((batch + number - 1) / number);
  std::vector<Part> result;
  for (std::int64_t first = 0; first < batch; first += size)
    result.push_back({first, std::min(size, batch - first)});
  return result;
}

at::Tensor joined(const std::vector<at::Tensor>& parts) {
  return parts.size() == 1 ? parts.front() : at::cat(parts);
}

at::Tensor columns(const at::Tensor& x) {
  const std::int64_t batch = x.size(0), features = x.size(1), size = small_batch_padded(batch);
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
  SmallProduct product;
  product.a = in(weight);
  product.a_row = weight.size(1);
  product.a_depth = 1;
  if (bias.defined()) product.bias = in(bias);
  return times_columns(product, weight.size(0), x);
}

at::Tensor input_gradient(const at::Tensor& gradient, const at::Tensor& weight) {
  SmallProduct product;
  product.a = in(weight);
  product.a_row = 1;
  product.a_depth = weight.size(1);
  return times_columns(product, weight.size(1), gradient);
}

void add_weight_gradient(at::Tensor& sum, const at::Tensor& gradient, const at::Tensor& x) {
  const std::int64_t inputs = x.size(1), size = small_batch_padded(inputs);
  if (size == inputs) return add_weight_gradient_of_rows(sum, gradient, x, inputs);
  const at::Tensor wider = at::zeros({x.size(0), size}, x.options());
  wider.narrow(1, 0, inputs).copy_(x);
  add_weight_gradient_of_rows(sum, gradient, wider, inputs);
}

void add_weight_gradient_of_columns(at::Tensor& sum, const at::Tensor& gradient,
                                    const at::Tensor& x, std::int64_t batch) {
  const std::int64_t inputs = x.size(0), size = small_batch_padded(inputs);
  const at::Tensor x_rows = size == inputs ? at::empty({batch, size}, x.options())
                                           : at::zeros({batch, size}, x.options());
  transpose(x, inputs, batch, x_rows);
  add_weight_gradient_of_rows(sum, gradient, x_rows, inputs);
}

void add_bias_gradient(at::Tensor& sum, const at::Tensor& gradient, std::int64_t batch) {
  if (!sum.defined()) sum = at::zeros({gradient.size(0)}, gradient.options());
  add_row_sums(in(gradient), gradient.size(1), gradient.size(0), batch, out(sum));
}

}  // namespace plumb::small_batch
