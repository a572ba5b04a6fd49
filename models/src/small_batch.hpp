#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

/// The matrix products of a dense layer on a small batch, float32 on the CPU. General products
/// spend much of their time there on copying operands into order (docs/performance.md). Here a
/// vector register holds one feature of up to sixteen samples: a batch is kept as columns,
/// {features, padded batch}, which every product reads and writes as it lies.
///
/// What is in the columns beyond the batch never reaches a result.
namespace plumb::small_batch {

/// Whether these products can compute x Wᵀ, and are faster than LibTorch's. x: {batch, inputs},
/// weight: {outputs, inputs}.
bool fits(const at::Tensor& x, const at::Tensor& weight);

/// {batch, features} as columns.
at::Tensor columns(const at::Tensor& x);

/// Columns as {batch, features}.
at::Tensor rows(const at::Tensor& columns, std::int64_t batch);

/// x Wᵀ + b, columns of inputs to columns of outputs. `bias`: {outputs}, or undefined.
at::Tensor outputs(const at::Tensor& x_columns, const at::Tensor& weight, const at::Tensor& bias);

/// The gradient for the inputs as columns, from that for the outputs.
at::Tensor input_gradient(const at::Tensor& gradient_columns, const at::Tensor& weight);

/// The gradient for the weight, {outputs, inputs}, from that for the outputs and from the inputs,
/// {batch, inputs} or as columns.
at::Tensor weight_gradient(const at::Tensor& gradient_columns, const at::Tensor& x);
at::Tensor weight_gradient_of_columns(const at::Tensor& gradient_columns,
                                      const at::Tensor& x_columns, std::int64_t batch);

/// The gradient for the bias, {outputs}.
at::Tensor bias_gradient(const at::Tensor& gradient_columns, std::int64_t batch);

}  // namespace plumb::small_batch
