#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/models/dense.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/recurrent_layer.hpp"

namespace plumb {

struct RecurrentNetOptions {
  RecurrentNetOptions(std::string cell, std::int64_t inputs, std::int64_t outputs)
      : cell_(std::move(cell)), inputs_(inputs), outputs_(outputs) {}

  TORCH_ARG(std::string, cell);     ///< rnn, lstm or gru
  TORCH_ARG(std::int64_t, inputs);  ///< features of a step
  TORCH_ARG(std::int64_t, outputs);
  TORCH_ARG(std::int64_t, output_steps) = 1;    ///< the last steps that have an output
  TORCH_ARG(std::int64_t, depth) = 1;           ///< layers
  TORCH_ARG(std::int64_t, width) = 128;         ///< units of each
  TORCH_ARG(std::string, activation) = "tanh";  ///< of an rnn
  TORCH_ARG(std::string, initializer) = "glorot-uniform";
  TORCH_ARG(std::string, recurrent_initializer) = "orthogonal";
  TORCH_ARG(std::string, output_initializer) = "glorot-uniform";
  TORCH_ARG(double, forget_bias) = 0;
  /// Steps that the gradient goes back; 0: all. See RecurrentNetImpl.
  TORCH_ARG(std::int64_t, truncate) = 0;
  TORCH_ARG(std::uint64_t, seed) = 0;
};

/// Recurrent layers of equal width, and a dense layer that reads the last state, or that of each of
/// the last `output_steps` steps. Layers are named after the cell: rnn_1, rnn_2, …, output; taps
/// are called input, rnn_1 ({batch, steps, units}), …, output. Input and recurrent weights are
/// drawn gate by gate, each with the fans of its own block.
///
/// Truncated backpropagation through time cuts the sequence into chunks of `truncate` steps,
/// counted from its end; the state goes on from one to the next, its gradient does not. All outputs
/// belong to one update, so that the gradient is the sum of the chunks' own (Williams and Peng
/// 1990, with h = h′). A chunk before the first output has none: it runs without a graph, and the
/// gradient of an output at the last step goes back exactly `truncate` steps.
class RecurrentNetImpl : public Network {
 public:
  explicit RecurrentNetImpl(const RecurrentNetOptions& options);

  /// x: {batch, steps, inputs}, or flattened where `inputs` is not the whole sample: {batch, steps
  /// · inputs}. Returns {batch, outputs}, or {batch, output_steps, outputs} for more than one.
  /// Steps by hand while steps_are_watched().
  at::Tensor forward(const at::Tensor& x) override;

  /// RecurrentLayerImpl::set_forget_bias of every layer.
  void set_forget_bias(double bias);

 private:
  struct Chunk {
    std::int64_t first;
    std::int64_t length;
    bool has_output;
  };
  std::vector<Chunk> chunks_of(std::int64_t steps) const;
  at::Tensor run(std::size_t layer, const at::Tensor& x);

  RecurrentNetOptions options_;
  std::vector<RecurrentLayer> layers_;
  std::vector<std::string> names_;
  Dense output_{nullptr};
};
TORCH_MODULE(RecurrentNet);

}  // namespace plumb
