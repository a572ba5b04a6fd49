#include "layer_chain.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "activation_kernels.hpp"
#include "chain_taps.hpp"
#include "plumb/diagnostics/early_norm.hpp"
#include "replaceable.hpp"
#include "sigmoid.hpp"
#include "small_batch.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor activate(at::Tensor z, ChainActivation activation) {
  switch (activation) {
    case ChainActivation::identity:
      return z;
    case ChainActivation::sigmoid:
      return sigmoid_in_place(z);
    case ChainActivation::tanh:
      return z.tanh_();
    case ChainActivation::relu:
      return z.relu_();
  }
  return z;
}

/// The gradient for the pre-activation, from that for the output `y`.
at::Tensor through(const at::Tensor& gradient, const at::Tensor& y, ChainActivation activation) {
  switch (activation) {
    case ChainActivation::identity:
      return gradient;
    case ChainActivation::sigmoid:
      return at::sigmoid_backward(gradient, y);
    case ChainActivation::tanh:
      return at::tanh_backward(gradient, y);
    case ChainActivation::relu:
      return at::threshold_backward(gradient, y, 0);
  }
  return gradient;
}

/// x, W₁, b₁, W₂, b₂, ….
struct ChainInputs {
  at::TensorList tensors;

  std::size_t layers() const { return tensors.size() / 2; }
  const at::Tensor& x() const { return tensors.front(); }
  const at::Tensor& weight(std::size_t i) const { return tensors[1 + 2 * i]; }
  const at::Tensor& bias(std::size_t i) const { return tensors[2 + 2 * i]; }
};

using Activations = std::vector<ChainActivation>;

/// What there is to do on the way back.
struct Wanted {
  /// Whether the gradient for the input with this number is asked for.
  std::function<bool(std::size_t)> needed;
  const ChainTaps* taps = nullptr;

  /// Whether anyone wants to know the gradient for the layer's output, which arrives only if it is
  /// on its way to a gradient asked for.
  bool tapped(std::size_t layer) const {
    if (taps == nullptr || !taps->wants_gradient(layer)) return false;
    for (std::size_t i = 0; i < 3 + 2 * layer; ++i) {
      if (needed(i)) return true;
    }
    return false;
  }
};

/// The output of each layer, {batch, outputs}.
std::vector<at::Tensor> layer_outputs(const ChainInputs& inputs, const Activations& activations) {
  std::vector<at::Tensor> outputs;
  outputs.reserve(inputs.layers());
  for (std::size_t i = 0; i < inputs.layers(); ++i) {
    const at::Tensor& h = i == 0 ? inputs.x() : outputs.back();
    outputs.push_back(activate(at::addmm(inputs.bias(i), h, inputs.weight(i).t()), activations[i]));
  }
  return outputs;
}

/// The gradients for the inputs, from that for the last of the layers' outputs `y`.
variable_list layer_gradients(const ChainInputs& inputs, const Activations& activations,
                              at::TensorList y, at::Tensor gradient, const Wanted& wanted) {
  const auto& needed = wanted.needed;
  variable_list gradients(inputs.tensors.size());
  for (std::size_t i = inputs.layers(); i-- > 0;) {
    if (wanted.tapped(i)) (*wanted.taps)[i].show_gradient(gradient);
    gradient = through(gradient, y[i], activations[i]);
    if (needed(1 + 2 * i)) gradients[1 + 2 * i] = gradient.t().mm(i == 0 ? inputs.x() : y[i - 1]);
    if (needed(2 + 2 * i)) gradients[2 + 2 * i] = gradient.sum(0);
    if (i > 0 || needed(0)) gradient = gradient.mm(inputs.weight(i));
  }
  if (needed(0)) gradients.front() = gradient;
  return gradients;
}

/// The kernels of an activation that has some: what a product's threads do to their own rows of it.
struct ActivationKernels {
  ActivationKernel forward = nullptr;
  ActivationGradientKernel backward = nullptr;
};

ActivationKernels kernels_of(ChainActivation activation) {
  switch (activation) {
    case ChainActivation::sigmoid:
      return {sigmoid_kernel, sigmoid_gradient_kernel};
    case ChainActivation::relu:
      return {relu_kernel, relu_gradient_kernel};
    case ChainActivation::identity:
    case ChainActivation::tanh:
      break;
  }
  return {};
}

/// The layers' outputs of one part, as columns. `shown`: the taps that see it as the whole batch,
/// while it lies in cache.
std::vector<at::Tensor> column_outputs(const ChainInputs& inputs, const Activations& activations,
                                       const small_batch::Part& part, ChainTaps* shown) {
  std::vector<at::Tensor> outputs;
  outputs.reserve(inputs.layers());
  at::Tensor h = small_batch::columns(part.of(inputs.x()));
  for (std::size_t i = 0; i < inputs.layers(); ++i) {
    const auto kernel = kernels_of(activations[i]).forward;
    h = small_batch::outputs(h, inputs.weight(i), inputs.bias(i), kernel);
    if (kernel == nullptr) h = activate(h, activations[i]);
    outputs.push_back(h);
    if (shown != nullptr) shown->show(i, small_batch::view_as_rows(h, part.count));
  }
  return outputs;
}

/// Adds one part's share of the gradients for the parameters, which the last part completes.
/// `gradient`: for the last layer's output; `y`: the layers' outputs. `squares`: of the gradients
/// for these, added where there is a tap. Returns the gradient for the part's inputs, as columns,
/// where it is asked for.
at::Tensor add_column_gradients(variable_list& gradients, const ChainInputs& inputs,
                                const Activations& activations, at::TensorList y,
                                at::Tensor gradient, const small_batch::Part& part, bool is_last,
                                const Wanted& wanted, std::vector<double>& squares) {
  const auto& needed = wanted.needed;
  const auto input_rows = [&] { return small_batch::padded_rows(part.of(inputs.x())); };
  gradient = through(gradient, y.back(), activations.back());
  const std::size_t top = inputs.layers() - 1;
  at::Tensor x_rows =
      top == 0 ? input_rows() : small_batch::padded_rows_of_columns(y[top - 1], part.count);
  for (std::size_t i = inputs.layers(); i-- > 0;) {
    small_batch::LayerBackward layer;
    layer.gradient = gradient;
    layer.weight = inputs.weight(i);
    layer.batch = part.count;
    layer.x_rows = x_rows;
    if (needed(1 + 2 * i)) layer.weight_gradient = &gradients[1 + 2 * i];
    if (needed(2 + 2 * i)) layer.bias_gradient = &gradients[2 + 2 * i];
    layer.wants_input_gradient = i > 0 || needed(0);
    if (i > 0) {
      layer.wants_input_squares = wanted.tapped(i - 1);
      layer.through = kernels_of(activations[i - 1]).backward;
      layer.x = y[i - 1];
    }
    if (i > 1) layer.below = y[i - 2];
    layer.wants_weight_squares = layer.weight_gradient != nullptr && is_last && measures_early();
    layer.looks_for_zeros = layer.wants_weight_squares && counts_early();
    const auto result = small_batch::backward(layer);
    if (layer.wants_weight_squares)
      measure_early(gradients[1 + 2 * i], result.weight_squares, result.weight_nowhere_zero);
    if (layer.wants_input_squares) squares[i - 1] += result.input_squares;
    gradient = result.input;
    if (i > 0 && layer.through == nullptr)
      gradient = through(gradient, y[i - 1], activations[i - 1]);
    x_rows = i == 1 ? input_rows() : result.below_rows;
  }
  return gradient;
}

/// `y`: the outputs of the layers, part after part.
variable_list column_gradients(const ChainInputs& inputs, const Activations& activations,
                               at::TensorList y, const at::Tensor& output_gradient,
                               const Wanted& wanted) {
  variable_list gradients(inputs.tensors.size());
  std::vector<double> squares(inputs.layers());
  std::vector<at::Tensor> input_gradients;
  std::size_t first = 0;
  for (const auto& part : small_batch::parts(inputs.x().size(0))) {
    const auto columns = small_batch::columns(part.of(output_gradient).contiguous());
    const at::Tensor gradient = add_column_gradients(
        gradients, inputs, activations, y.slice(first, inputs.layers()), columns, part,
        part.first + part.count == inputs.x().size(0), wanted, squares);
    if (wanted.needed(0)) input_gradients.push_back(small_batch::rows(gradient, part.count));
    first += inputs.layers();
  }
  if (wanted.needed(0)) gradients.front() = small_batch::joined(input_gradients);
  for (std::size_t i = 0; i < squares.size(); ++i) {
    if (wanted.tapped(i)) (*wanted.taps)[i].show_gradient(squares[i]);
  }
  return gradients;
}

/// What the network makes of the inputs. Appends the layers' outputs to `kept`, if there is one,
/// and shows them to the taps, if there are any.
at::Tensor column_forward(const ChainInputs& inputs, const Activations& activations,
                          variable_list* kept, ChainTaps* taps) {
  const auto parts = small_batch::parts(inputs.x().size(0));
  std::vector<at::Tensor> last;
  for (const auto& part : parts) {
    const auto outputs =
        column_outputs(inputs, activations, part, parts.size() == 1 ? taps : nullptr);
    last.push_back(small_batch::rows(outputs.back(), part.count));
    if (kept != nullptr) kept->insert(kept->end(), outputs.begin(), outputs.end());
  }
  return small_batch::joined(last);
}

/// A layer's output, {batch, outputs}, of the layers' outputs `y`, part after part: a view of a
/// single part's columns.
at::Tensor rows_of_parts(const ChainInputs& inputs, at::TensorList y, std::size_t layer) {
  std::vector<at::Tensor> rows;
  for (const auto& part : small_batch::parts(inputs.x().size(0))) {
    rows.push_back(small_batch::view_as_rows(y[layer], part.count));
    layer += inputs.layers();
  }
  return small_batch::joined(rows);
}

bool fits_columns(const at::Tensor& x, const std::vector<ChainLink>& links) {
  if (!small_batch::fits_batch(x)) return false;
  std::int64_t features = x.size(1);
  return std::all_of(links.begin(), links.end(), [&](const ChainLink& link) {
    const std::int64_t inputs = std::exchange(features, link.weight.size(0));
    return small_batch::fits_weight(link.weight, inputs);
  });
}

/// Saved: the inputs, then the layers' outputs, as rows or, part after part, as columns.
struct LayerChain : torch::autograd::Function<LayerChain> {
  static at::Tensor forward(AutogradContext* context, at::TensorList tensors,
                            const Activations& activations, bool as_columns,
                            const c10::intrusive_ptr<ChainTaps>& taps) {
    const ChainInputs inputs{tensors};
    variable_list saved = tensors.vec();
    at::Tensor last;
    if (as_columns) {
      last = column_forward(inputs, activations, &saved, taps.get());
      if (taps && small_batch::parts(inputs.x().size(0)).size() > 1) {
        const auto y = at::TensorList(saved).slice(tensors.size());
        for (std::size_t i = 0; i < inputs.layers(); ++i)
          taps->show(i, rows_of_parts(inputs, y, i));
      }
    } else {
      auto outputs = layer_outputs(inputs, activations);
      if (taps) {
        for (std::size_t i = 0; i < outputs.size(); ++i) taps->show(i, outputs[i]);
      }
      last = outputs.back();
      // Its own gradient needs nothing of a linear layer's output, which an activation behind the
      // chain may overwrite.
      if (activations.back() == ChainActivation::identity) outputs.back() = at::Tensor();
      saved.insert(saved.end(), std::make_move_iterator(outputs.begin()),
                   std::make_move_iterator(outputs.end()));
    }
    context->save_for_backward(std::move(saved));
    context->saved_data["activations"] = codes(activations);
    context->saved_data["columns"] = as_columns;
    if (taps) context->saved_data["taps"] = c10::IValue::make_capsule(taps);
    return last;
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const variable_list saved = context->get_saved_variables();
    const auto activations = decoded(context->saved_data["activations"].toIntVector());
    const std::size_t count = 1 + 2 * activations.size();
    const ChainInputs inputs{at::TensorList(saved).slice(0, count)};
    const auto y = at::TensorList(saved).slice(count);
    Wanted wanted{[&](std::size_t i) { return context->needs_input_grad(i); }};
    const auto taps = context->saved_data.find("taps");
    if (taps != context->saved_data.end())
      wanted.taps = static_cast<const ChainTaps*>(taps->second.toCapsule().get());
    // What was saved of the layers has no graph of its own: a gradient that is to be differentiated
    // again needs one.
    variable_list gradients =
        at::GradMode::is_enabled()
            ? layer_gradients(inputs, activations, layer_outputs(inputs, activations),
                              outputs.front(), wanted)
        : context->saved_data["columns"].toBool()
            ? column_gradients(inputs, activations, y, outputs.front(), wanted)
            : layer_gradients(inputs, activations, y, outputs.front(), wanted);
    gradients.resize(gradients.size() + 3);  // forward()'s other arguments
    return gradients;
  }

 private:
  static std::vector<std::int64_t> codes(const Activations& activations) {
    std::vector<std::int64_t> result;
    for (const auto activation : activations)
      result.push_back(static_cast<std::int64_t>(activation));
    return result;
  }

  static Activations decoded(const std::vector<std::int64_t>& codes) {
    Activations result;
    for (const auto code : codes) result.push_back(static_cast<ChainActivation>(code));
    return result;
  }
};

}  // namespace

std::optional<ChainActivation> chain_activation(std::string_view name) {
  if (name == "identity") return ChainActivation::identity;
  if (name == "sigmoid") return ChainActivation::sigmoid;
  if (name == "tanh") return ChainActivation::tanh;
  if (name == "relu") return ChainActivation::relu;
  return std::nullopt;
}

at::Tensor layer_chain(const at::Tensor& x, const std::vector<ChainLink>& links) {
  std::vector<at::Tensor> inputs{x};
  std::vector<ChainActivation> activations;
  for (const auto& link : links) {
    inputs.push_back(link.weight);
    inputs.push_back(link.bias);
    activations.push_back(link.activation);
  }
  if (!at::GradMode::is_enabled()) return column_forward({inputs}, activations, nullptr, nullptr);
  c10::intrusive_ptr<ChainTaps> taps;
  if (detail::tap_listeners > 0) taps = c10::make_intrusive<ChainTaps>(links, x.requires_grad());
  return LayerChain::apply(at::TensorList(inputs), activations, fits_columns(x, links), taps);
}

bool layer_chain_fits(const at::Tensor& x, const std::vector<ChainLink>& links) {
  if (links.empty()) return false;
  const auto& weight = links.front().weight;
  const bool plain = inner_taps_suffice() && may_replace_operations(x) && x.dim() == 2 &&
                     x.scalar_type() == weight.scalar_type() && x.device() == weight.device();
  return plain && (at::GradMode::is_enabled() || fits_columns(x, links));
}

}  // namespace plumb
