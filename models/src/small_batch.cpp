#include "small_batch.hpp"

#include <torch/types.h>

#include <algorithm>
#include <numeric>

#include "plumb/internal/parallel.hpp"
#include "small_batch_kernels.hpp"

namespace plumb::small_batch {
namespace {

// Measured on one core (bench_products): in a smaller batch most of a register is padding; the
// columns of a larger part, or of a wider layer, do not stay in cache.
constexpr std::int64_t smallest_batch = 12;
constexpr std::int64_t largest_part = 128;
constexpr std::int64_t widest = 4096;

// Multiplications for which a second thread is worth waking.
constexpr std::int64_t thread_work = std::int64_t{1} << 18;

/// The fastest there are; fits() has made sure of some.
const SmallBatchKernels& kernels() {
  return small_batch_kernels().front();
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
SmallProduct times_columns(SmallProduct product, const at::Tensor& columns,
                           const at::Tensor& result) {
  product.b = in(columns);
  product.b_row = columns.size(1);
  product.out = out(result);
  product.out_row = columns.size(1);
  product.rows = result.size(0);
  product.columns = columns.size(1);
  product.depth = columns.size(0);
  return product;
}

at::Tensor empty_columns(std::int64_t features, const at::Tensor& like) {
  return at::empty({features, like.size(1)}, like.options());
}

std::int64_t work(const SmallProduct& product) {
  return product.rows * product.columns * product.depth;
}

Share::Range rows_of(const SmallProduct& product, Share share) {
  return share.range(product.rows, small_product_rows);
}

SmallProduct part_of(const SmallProduct& product, Share share) {
  const auto rows = rows_of(product, share);
  return product.part(rows.first, rows.end);
}

/// Rows of `features` entries and of zeros up to where they may be read.
at::Tensor empty_padded_rows(std::int64_t batch, std::int64_t features, const at::Tensor& like) {
  const std::int64_t size = small_batch_padded(features);
  return size == features ? at::empty({batch, size}, like.options())
                          : at::zeros({batch, size}, like.options());
}

/// The columns' features from `first` to `end`, into padded rows.
void transpose_features(const at::Tensor& columns, Share::Range features, const at::Tensor& rows) {
  kernels().transpose({in(columns) + features.first * columns.size(1), columns.size(1),
                       features.size(), rows.size(0), out(rows) + features.first, rows.size(1)});
}

SmallProduct weight_product(const LayerBackward& layer) {
  at::Tensor& sum = *layer.weight_gradient;
  SmallProduct product;
  product.accumulates = sum.defined();
  if (!sum.defined()) sum = at::empty(layer.weight.sizes(), layer.gradient.options());
  product.a = in(layer.gradient);
  product.a_row = layer.gradient.size(1);
  product.a_depth = 1;
  product.b = in(layer.x_rows);
  product.b_row = layer.x_rows.size(1);
  product.out = out(sum);
  product.out_row = sum.size(1);
  product.rows = sum.size(0);
  product.columns = sum.size(1);
  product.depth = layer.batch;
  return product;
}

SmallProduct input_product(const LayerBackward& layer, const at::Tensor& result) {
  SmallProduct product;
  product.a = in(layer.weight);
  product.a_row = 1;
  product.a_depth = layer.weight.size(1);
  return times_columns(product, layer.gradient, result);
}

/// Adds the gradients of these of the layer's biases.
void add_bias_gradients(const LayerBackward& layer, Share::Range outputs) {
  const std::int64_t row = layer.gradient.size(1);
  add_row_sums(in(layer.gradient) + outputs.first * row, row, outputs.size(), layer.batch,
               out(*layer.bias_gradient) + outputs.first);
}

}  // namespace

bool fits_batch(const at::Tensor& x) {
  return x.dim() == 2 && x.is_cpu() && x.is_contiguous() && x.scalar_type() == at::kFloat &&
         x.size(0) >= smallest_batch && !small_batch_kernels().empty();
}

bool fits_weight(const at::Tensor& weight, std::int64_t inputs) {
  return weight.size(1) == inputs && weight.is_cpu() && weight.is_contiguous() &&
         weight.scalar_type() == at::kFloat && weight.size(1) <= widest && weight.size(0) <= widest;
}

bool fits(const at::Tensor& x, const at::Tensor& weight) {
  return fits_batch(x) && fits_weight(weight, x.size(1));
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

at::Tensor view_as_rows(const at::Tensor& columns, std::int64_t batch) {
  return (batch == columns.size(1) ? columns : columns.narrow(1, 0, batch)).t();
}

at::Tensor outputs(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                   ActivationKernel activation) {
  SmallProduct product;
  product.a = in(weight);
  product.a_row = weight.size(1);
  product.a_depth = 1;
  if (bias.defined()) product.bias = in(bias);
  at::Tensor result = empty_columns(weight.size(0), x);
  product = times_columns(product, x, result);
  parallel_shares(work(product), thread_work, [&](Share share) {
    const auto mine = part_of(product, share);
    kernels().product(mine);
    if (activation != nullptr) activation(mine.out, mine.rows * mine.columns);
  });
  return result;
}

at::Tensor padded_rows(const at::Tensor& x) {
  if (small_batch_padded(x.size(1)) == x.size(1)) return x;
  at::Tensor rows = empty_padded_rows(x.size(0), x.size(1), x);
  rows.narrow(1, 0, x.size(1)).copy_(x);
  return rows;
}

at::Tensor padded_rows_of_columns(const at::Tensor& columns, std::int64_t batch) {
  at::Tensor rows = empty_padded_rows(batch, columns.size(0), columns);
  transpose_features(columns, {0, columns.size(0)}, rows);
  return rows;
}

LayerGradient backward(const LayerBackward& layer) {
  LayerGradient result;
  SmallProduct of_weight, of_input;
  std::vector<double> squares, input_squares;
  std::vector<float> least;
  if (layer.weight_gradient != nullptr) of_weight = weight_product(layer);
  if (layer.wants_weight_squares) {
    squares = small_product_sums(of_weight.rows);
    of_weight.squares = squares.data();
    if (layer.looks_for_zeros) {
      least = small_product_least(of_weight.rows);
      of_weight.least = least.data();
    }
  }
  if (layer.bias_gradient != nullptr && !layer.bias_gradient->defined())
    *layer.bias_gradient = at::zeros({layer.weight.size(0)}, layer.gradient.options());
  if (layer.wants_input_gradient) {
    result.input = empty_columns(layer.weight.size(1), layer.gradient);
    of_input = input_product(layer, result.input);
    if (layer.wants_input_squares) input_squares.resize(small_product_blocks(of_input.rows));
  }
  if (layer.below.defined())
    result.below_rows = empty_padded_rows(layer.batch, layer.below.size(0), layer.below);

  parallel_shares(work(of_weight) + work(of_input), thread_work, [&](Share share) {
    if (layer.weight_gradient != nullptr) kernels().product(part_of(of_weight, share));
    if (layer.bias_gradient != nullptr)
      add_bias_gradients(layer, share.range(layer.weight.size(0)));
    if (layer.wants_input_gradient) {
      const auto mine = part_of(of_input, share);
      kernels().product(mine);
      if (layer.wants_input_squares) {
        block_squares(mine.out, mine.out_row, mine.rows, layer.batch,
                      input_squares.data() + rows_of(of_input, share).first / small_product_rows);
      }
      if (layer.through != nullptr) {
        layer.through(mine.out, in(layer.x) + (mine.out - of_input.out), mine.rows * mine.columns);
      }
    }
    if (layer.below.defined())
      transpose_features(layer.below, share.range(layer.below.size(0)), result.below_rows);
  });
  // In the blocks' order, whichever thread made them.
  result.weight_squares = std::accumulate(squares.begin(), squares.end(), 0.0);
  result.weight_nowhere_zero = !least.empty() && *std::min_element(least.begin(), least.end()) > 0;
  result.input_squares = std::accumulate(input_squares.begin(), input_squares.end(), 0.0);
  return result;
}

}  // namespace plumb::small_batch
