#include "plumb/models/recurrent_layer.hpp"

#include <ATen/autocast_mode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <fmt/format.h>
#include <torch/types.h>

#include <tuple>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/time_gradients.hpp"

namespace plumb {
namespace {

std::int64_t gates_of(const std::string& cell) {
  if (cell == "rnn") return 1;
  if (cell == "gru") return 3;
  if (cell == "lstm") return 4;
  throw Error(
      fmt::format("'{}' is not a known recurrent cell: choose one of rnn, lstm, gru", cell));
}

/// LibTorch's operation for whole sequences of a cell whose state is one tensor.
using Sequence = std::tuple<at::Tensor, at::Tensor> (*)(const at::Tensor&, const at::Tensor&,
                                                        at::TensorList, bool, std::int64_t, double,
                                                        bool, bool, bool);

/// Null where there is none, as for an LSTM, whose state is two.
Sequence sequence_of(const RecurrentLayerOptions& options) {
  if (options.cell() == "gru") return at::gru;
  if (options.cell() == "rnn" && options.activation() == "tanh") return at::rnn_tanh;
  if (options.cell() == "rnn" && options.activation() == "relu") return at::rnn_relu;
  return nullptr;
}

/// LibTorch's name for the cell when it speaks to cuDNN.
std::int64_t cudnn_mode(const RecurrentLayerOptions& options) {
  if (options.cell() == "lstm") return 2;
  if (options.cell() == "gru") return 3;
  return options.activation() == "relu" ? 0 : 1;
}

/// Gives a layer's four parameters one piece of memory, in cuDNN's order. Elsewhere cuDNN copies
/// them there in every forward pass, and LibTorch warns each time.
void join_memory(const std::vector<at::Tensor>& parameters, const RecurrentLayerOptions& options) {
  const at::NoGradGuard no_grad;
  at::_cudnn_rnn_flatten_weight(parameters, /*weight_stride0=*/4, options.inputs(),
                                cudnn_mode(options), options.units(), /*proj_size=*/0,
                                /*num_layers=*/1, /*batch_first=*/true, /*bidirectional=*/false);
}

at::Tensor cast(const at::Tensor& tensor, at::ScalarType type) {
  return tensor.defined() ? tensor.to(type) : tensor;
}

}  // namespace

RecurrentState RecurrentState::detach() const {
  return {hidden.detach(), cell.defined() ? cell.detach() : at::Tensor()};
}

RecurrentLayerImpl::RecurrentLayerImpl(const RecurrentLayerOptions& options_)
    : options(options_), activation_(make_activation(options.activation(), *this)) {
  const std::int64_t rows = gates_of(options.cell()) * options.units();
  weight_input = register_parameter("weight_input", at::zeros({rows, options.inputs()}));
  weight_recurrent = register_parameter("weight_recurrent", at::zeros({rows, options.units()}));
  bias_input = register_parameter("bias_input", at::zeros({rows}));
  bias_recurrent = register_parameter("bias_recurrent", at::zeros({rows}));
}

std::int64_t RecurrentLayerImpl::gates() const {
  return gates_of(options.cell());
}

RecurrentState RecurrentLayerImpl::initial_state(const at::Tensor& x) const {
  const at::Tensor zeros = at::zeros({x.size(0), options.units()}, x.options());
  return {zeros, options.cell() == "lstm" ? zeros : at::Tensor()};
}

bool RecurrentLayerImpl::has_whole_sequences() const {
  return options.cell() == "lstm" || sequence_of(options) != nullptr;
}

void RecurrentLayerImpl::join_weights() {
  if (has_whole_sequences() && at::cudnn_is_acceptable(weight_input))
    join_memory({weight_input, weight_recurrent, bias_input, bias_recurrent}, options);
}

at::Tensor RecurrentLayerImpl::forward(const at::Tensor& x, RecurrentState& state) {
  if (!has_whole_sequences()) return forward_by_steps(x, state, options.cell(), 0);
  std::vector<at::Tensor> parameters{weight_input, weight_recurrent, bias_input, bias_recurrent};
  if (!x.is_cuda() || !at::autocast::is_autocast_enabled(at::kCUDA))
    return forward_whole(x, state, parameters);
  // LibTorch's autocast of this operation on a GPU is to float16, whatever type was asked for.
  // cuDNN has it in bfloat16 from 9.13 on, which the wheels of LibTorch 2.11 to 2.13 bring.
  const c10::impl::ExcludeDispatchKeyGuard no_autocast(c10::DispatchKey::AutocastCUDA);
  const at::ScalarType type = at::autocast::get_autocast_dtype(at::kCUDA);
  for (auto& parameter : parameters) parameter = parameter.to(type);
  if (parameters[0].scalar_type() != weight_input.scalar_type() &&
      at::cudnn_is_acceptable(parameters[0]))
    join_memory(parameters, options);
  state = {cast(state.hidden, type), cast(state.cell, type)};
  return forward_whole(x.to(type), state, parameters);
}

at::Tensor RecurrentLayerImpl::forward_whole(const at::Tensor& x, RecurrentState& state,
                                             const std::vector<at::Tensor>& parameters) const {
  const at::Tensor hidden = state.hidden.unsqueeze(0);
  // cuDNN keeps what a backward pass needs only where it is told that there will be one.
  const bool train = at::GradMode::is_enabled();
  if (options.cell() == "lstm") {
    auto [output, h, c] =
        at::lstm(x, {hidden, state.cell.unsqueeze(0)}, parameters, /*has_biases=*/true,
                 /*num_layers=*/1, /*dropout=*/0, train, /*bidirectional=*/false,
                 /*batch_first=*/true);
    state = {h.squeeze(0), c.squeeze(0)};
    return output;
  }
  auto [output, h] = sequence_of(options)(x, hidden, parameters, /*has_biases=*/true,
                                          /*num_layers=*/1, /*dropout=*/0, train,
                                          /*bidirectional=*/false, /*batch_first=*/true);
  state.hidden = h.squeeze(0);
  return output;
}

at::Tensor RecurrentLayerImpl::forward_by_steps(const at::Tensor& x, RecurrentState& state,
                                                std::string_view name, std::int64_t first) {
  const std::string cell_name = std::string(name) + ".cell";
  std::vector<at::Tensor> outputs;
  for (const auto& input : x.unbind(1)) {
    state = step(input, state);
    tap_step(name, first, state.hidden);
    if (state.cell.defined()) tap_step(cell_name, first, state.cell);
    ++first;
    outputs.push_back(state.hidden);
  }
  return at::stack(outputs, 1);
}

RecurrentState RecurrentLayerImpl::step(const at::Tensor& x, const RecurrentState& state) const {
  if (options.cell() == "gru") {
    return {
        at::gru_cell(x, state.hidden, weight_input, weight_recurrent, bias_input, bias_recurrent),
        {}};
  }
  at::Tensor z = at::linear(x, weight_input, bias_input) +
                 at::linear(state.hidden, weight_recurrent, bias_recurrent);
  if (options.cell() == "rnn") return {activation_(std::move(z)), {}};
  // Not at::lstm_cell, which on a GPU hides the path from the cell to its own output in one node.
  const auto gates = z.chunk(4, 1);
  const at::Tensor cell = gates[1].sigmoid() * state.cell + gates[0].sigmoid() * gates[2].tanh();
  return {gates[3].sigmoid() * cell.tanh(), cell};
}

void RecurrentLayerImpl::set_forget_bias(double bias) {
  if (options.cell() == "rnn") return;
  const at::NoGradGuard no_grad;
  bias_input.narrow(0, options.units(), options.units()).fill_(bias);
  bias_recurrent.narrow(0, options.units(), options.units()).zero_();
}

}  // namespace plumb
