#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

/// The matrix products of a dense layer on a small batch, float32 on the CPU. General products
/// spend much of their time there on copying operands into order (docs/performance.md). Here a
/// vector register holds one feature of up to sixteen samples: a batch is kept as columns,
/// {features, padded batch}, which every product reads and writes as it lies. A large batch is cut
/// into small ones, whose columns stay in cache.
///
/// What is in the columns beyond the batch never reaches a result.
namespace plumb::small_batch {

/// Whether these products can compute x Wᵀ, and are faster than LibTorch's. x: {batch, inputs},
/// weight: {outputs, inputs}.
bool fits(const at::Tensor& x, const at::Tensor& weight);

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

/// x Wᵀ + b, columns of inputs to columns of outputs. `bias`: {outputs}, or undefined.
at::Tensor outputs(const at::Tensor& x_columns, const at::Tensor& weight, const at::Tensor& bias);

/// The gradient for the inputs as columns, from that for the outputs.
at::Tensor input_gradient(const at::Tensor& gradient_columns, const at::Tensor& weight);

/// Adds the gradient for the weight, {outputs, inputs}, from that for the outputs and from the
/// inputs, {batch, inputs} or as columns. An undefined `sum` becomes it.
void add_weight_gradient(at::Tensor& sum, const at::Tensor& gradient_columns, const at::Tensor& x);
void add_weight_gradient_of_columns(at::Tensor& sum, const at::Tensor& gradient_columns,
                                    const at::Tensor& x_columns, std::int64_t batch);

/// Adds the gradient for the bias, {outputs}. An undefined `sum` becomes it.
void add_bias_gradient(at::Tensor& sum, const at::Tensor& gradient_columns, std::int64_t batch);

}  // namespace plumb::small_batch
