#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "activation_kernels.hpp"

/// The matrix products of a dense layer on a small batch, float32 on the CPU. General products
/// spend much of their time there on copying operands into order (docs/performance.md). Here a
/// vector register holds one feature of up to sixteen samples: a batch is kept as columns,
/// {features, padded batch}, which every product reads and writes as it lies. A large batch is cut
/// into small ones, whose columns stay in cache.
///
/// What is in the columns beyond the batch never reaches a result.
namespace plumb::small_batch {

/// Whether these products can compute x Wᵀ, and are faster than LibTorch's. x: {batch, inputs},
/// weight: {outputs, inputs}. Not where x has another number of features: LibTorch's product then
/// says so, and these would read another sample's, or what lies behind the batch.
bool fits(const at::Tensor& x, const at::Tensor& weight);

/// What fits() asks of the batch, and of a weight that gets so many features.
bool fits_batch(const at::Tensor& x);
bool fits_weight(const at::Tensor& weight, std::int64_t inputs);

/// Samples of a batch that go through a network together.
struct Part {
  std::int64_t first, count;

  at::Tensor of(const at::Tensor& rows) const;
};

/// Every batch of this size is cut alike.
std::vector<Part> parts(std::int64_t batch);

/// The parts' rows, one below the other.
at::Tensor joined(const std::vector<at::Tensor>& parts);

/// {batch, features} as columns.
at::Tensor columns(const at::Tensor& x);

/// Columns as {batch, features}.
at::Tensor rows(const at::Tensor& columns, std::int64_t batch);

/// The same as a view, whose columns lie together.
at::Tensor view_as_rows(const at::Tensor& columns, std::int64_t batch);

/// f(x Wᵀ + b), columns of inputs to columns of outputs. `bias`: {outputs}, or undefined.
/// `activation`: f, or nullptr for the identity.
at::Tensor outputs(const at::Tensor& x_columns, const at::Tensor& weight, const at::Tensor& bias,
                   ActivationKernel activation = nullptr);

/// Rows with room behind them, as the product that makes a weight's gradient reads its inputs.
at::Tensor padded_rows(const at::Tensor& x);
at::Tensor padded_rows_of_columns(const at::Tensor& columns, std::int64_t batch);

/// A layer z = x Wᵀ + b on the way back. What is undefined or nullptr is not asked for.
struct LayerBackward {
  at::Tensor gradient;  ///< for z, as columns
  at::Tensor weight;
  std::int64_t batch = 0;

  at::Tensor x_rows;                      ///< padded; for the weight's gradient
  at::Tensor* weight_gradient = nullptr;  ///< to add to, {outputs, inputs}; undefined: to make
  bool wants_weight_squares = false;      ///< of what the weight's gradient is then
  bool looks_for_zeros = false;           ///< there, if squares are wanted
  at::Tensor* bias_gradient = nullptr;    ///< to add to, {outputs}; undefined: to make

  bool wants_input_gradient = false;
  bool wants_input_squares = false;            ///< of it, before it goes `through`
  ActivationGradientKernel through = nullptr;  ///< turns it into that for x's own pre-activation
  at::Tensor x;                                ///< as columns, for `through`

  at::Tensor below;  ///< columns of which the layer below will want the padded rows
};

struct LayerGradient {
  at::Tensor input;                  ///< as columns
  at::Tensor below_rows;             ///< padded
  double weight_squares = 0;         ///< their sum, as plumb::measure_early() takes it
  bool weight_nowhere_zero = false;  ///< that is known of all entries, not the contrary
  double input_squares = 0;          ///< their sum over the batch, in double
};

/// In one pass: its threads meet once, at the end.
LayerGradient backward(const LayerBackward& layer);

}  // namespace plumb::small_batch
