#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/models/activation.hpp"

namespace plumb {

struct RecurrentLayerOptions {
  RecurrentLayerOptions(std::string cell, std::int64_t inputs, std::int64_t units)
      : cell_(std::move(cell)), inputs_(inputs), units_(units) {}

  TORCH_ARG(std::string, cell);  ///< rnn, lstm or gru
  TORCH_ARG(std::int64_t, inputs);
  TORCH_ARG(std::int64_t, units);
  TORCH_ARG(std::string, activation) = "tanh";  ///< of an rnn; the others have their own
};

/// What a recurrent layer carries from one step to the next.
struct RecurrentState {
  at::Tensor hidden;  ///< {batch, units}
  at::Tensor cell;    ///< the same of an LSTM's memory; undefined for other cells

  RecurrentState detach() const;
};

/// A recurrent layer with PyTorch's equations and parameters (torch.nn.RNN, LSTM, GRU), under names
/// of its own: weight_input for weight_ih, weight_recurrent for weight_hh, and bias_…. The blocks
/// of a gate lie below each other, in PyTorch's order: input, forget, cell, output of an LSTM;
/// reset, update, new of a GRU. All start at zero: RecurrentNet fills them.
class RecurrentLayerImpl : public torch::nn::Module {
 public:
  explicit RecurrentLayerImpl(const RecurrentLayerOptions& options);

  /// The state before the first step: zeros, for a batch like x: {batch, …}.
  RecurrentState initial_state(const at::Tensor& x) const;

  /// {batch, steps, inputs} to {batch, steps, units}. Reads the state before and leaves the one
  /// after the last step. LibTorch's operation for whole sequences (on a GPU one kernel of cuDNN),
  /// except for an rnn with another activation than tanh and relu. Under autocast the output and
  /// the state are of its type.
  at::Tensor forward(const at::Tensor& x, RecurrentState& state);

  /// The same step by step, each shown to plumb::tap_step as step `first`, `first` + 1, …; an
  /// LSTM's memory as "NAME.cell".
  at::Tensor forward_by_steps(const at::Tensor& x, RecurrentState& state, std::string_view name,
                              std::int64_t first);

  /// Moves the parameters into one piece of memory, as cuDNN has them, which else copies them there
  /// in every pass. Call it when the layer is on its device; nothing where cuDNN does not compute.
  void join_weights();

  /// One step. x: {batch, inputs}.
  RecurrentState step(const at::Tensor& x, const RecurrentState& state) const;

  /// Blocks of `units` rows in each parameter: 1 (rnn), 3 (gru) or 4 (lstm).
  std::int64_t gates() const;

  /// Sets the bias of the gate that keeps the state: the forget gate of an LSTM (Gers et al. 2000,
  /// Jozefowicz et al. 2015), the update gate of a GRU. It is bias_input's; bias_recurrent, which
  /// is added to it, becomes 0 there. Nothing for an rnn.
  void set_forget_bias(double bias);

  RecurrentLayerOptions options;
  at::Tensor weight_input;      ///< {gates · units, inputs}
  at::Tensor weight_recurrent;  ///< {gates · units, units}
  at::Tensor bias_input;        ///< {gates · units}
  at::Tensor bias_recurrent;    ///< {gates · units}

 private:
  /// Whether LibTorch has an operation for all steps of such a layer.
  bool has_whole_sequences() const;
  /// That operation, with these in place of the layer's parameters.
  at::Tensor forward_whole(const at::Tensor& x, RecurrentState& state,
                           const std::vector<at::Tensor>& parameters) const;

  Activation activation_;
};
TORCH_MODULE(RecurrentLayer);

}  // namespace plumb
