#include "non_finite_trace.hpp"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <string_view>

#include "activation_reader.hpp"
#include "plumb/diagnostics/tap_names.hpp"

namespace plumb {
namespace {

using Pass = NonFiniteOrigin::Pass;
using Activations = std::vector<std::optional<ActivationProbe>>;

/// Anomaly mode warns of itself and prints a stack trace.
class Silence : public c10::WarningHandler {
 public:
  void process(const c10::Warning&) override {}
};

std::optional<NonFiniteOrigin> in_weights(const ParameterList& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters.tensors[i].isfinite().all().item<bool>())
      return NonFiniteOrigin{Pass::weight, parameters.infos[i].name, {}};
  }
  return std::nullopt;
}

/// "Function 'LogBackward0' returned nan values in its 0th output." → "LogBackward0"; empty for
/// what is not anomaly mode's.
std::string operation_in(std::string_view message) {
  constexpr std::string_view before = "Function '", after = "' returned nan values";
  const auto found = message.find(before);
  if (found == std::string_view::npos) return {};
  const auto begin = found + before.size(), end = message.find(after, begin);
  return end == std::string_view::npos ? std::string()
                                       : std::string(message.substr(begin, end - begin));
}

/// Undefined: of a parameter that the loss does not use.
bool is_finite(const at::Tensor& gradient) {
  if (!gradient.defined()) return true;
  const at::Tensor entries =
      gradient.layout() == at::kStrided ? gradient : gradient.coalesce().values();
  return entries.detach().isfinite().all().item<bool>();
}

struct BackwardPass {
  bool finite = true;
  std::string operation;  // at which anomaly mode stopped it; empty if it ran through
};

std::vector<at::Tensor> gradients_of(const at::Tensor& loss, const std::vector<at::Tensor>& wanted,
                                     bool retain_graph) {
  return torch::autograd::grad({loss}, wanted, /*grad_outputs=*/{}, retain_graph,
                               /*create_graph=*/false, /*allow_unused=*/true);
}

/// What anomaly mode stopped, to its end: the taps on the way hear of the NaN that reaches them.
void finish_backward(const at::Tensor& loss, const std::vector<at::Tensor>& wanted) {
  torch::autograd::AnomalyMode::set_enabled(false);  // the guard around it restores what was
  try {
    gradients_of(loss, wanted, /*retain_graph=*/false);
  } catch (const std::exception&) {
    // It is known what made the NaN; where it arrived is not.
  }
}

/// Anomaly mode looks for NaN alone: a gradient that is inf runs through.
BackwardPass repeat_backward(const at::Tensor& loss, const ParameterList& parameters) {
  std::vector<at::Tensor> wanted;
  for (const auto& tensor : parameters.tensors) {
    if (tensor.requires_grad()) wanted.push_back(tensor);
  }
  if (wanted.empty() || !loss.requires_grad()) return {};
  try {
    const auto gradients = gradients_of(loss, wanted, /*retain_graph=*/true);
    return {std::all_of(gradients.begin(), gradients.end(), is_finite), {}};
  } catch (const std::exception& error) {
    const std::string operation = operation_in(error.what());
    if (operation.empty()) throw;  // something else has failed: memory, a function of one's own
    finish_backward(loss, wanted);
    return {false, operation};
  }
}

std::optional<NonFiniteOrigin> in_forward(const Activations& activations,
                                          const std::vector<TapInfo>& taps) {
  for (std::size_t i = 0; i < activations.size(); ++i) {
    if (!activations[i] || activations[i]->non_finite == 0) continue;
    const std::string& name = taps[i].name;
    return NonFiniteOrigin{name == input_tap ? Pass::input : Pass::forward, name, {}};
  }
  return std::nullopt;
}

/// Of a loss that is not finite, where every tap's values are.
NonFiniteOrigin after_the_taps(const Activations& activations, const std::vector<TapInfo>& taps) {
  for (std::size_t i = activations.size(); i-- > 0;) {
    if (activations[i]) return {Pass::loss, taps[i].name, {}};
  }
  return {Pass::unseen, {}, {}};
}

/// The tap nearest to the output whose gradient is not finite.
std::string reached_in_backward(const Activations& activations, const std::vector<TapInfo>& taps) {
  for (std::size_t i = activations.size(); i-- > 0;) {
    if (activations[i] && activations[i]->gradient && !std::isfinite(*activations[i]->gradient))
      return taps[i].name;
  }
  return {};
}

}  // namespace

NonFiniteOrigin trace_non_finite(const ParameterList& parameters, const std::string& prefix,
                                 const std::function<at::Tensor()>& loss) {
  const at::AutoGradMode with_gradients(true);
  if (auto origin = in_weights(parameters)) return *origin;
  ActivationReader reader(prefix, /*window=*/1, HeardPasses::any);
  reader.begin_probe();
  BackwardPass backward;
  bool loss_is_finite = false;
  {
    Silence silence;
    const c10::WarningUtils::WarningHandlerGuard no_warnings(&silence);
    const torch::autograd::DetectAnomalyGuard anomaly_mode(/*check_nan=*/true);
    const at::Tensor value = loss();
    loss_is_finite = value.detach().isfinite().all().item<bool>();
    if (loss_is_finite) backward = repeat_backward(value, parameters);
  }
  const at::Tensor readings = reader.end_probe(parameters.device());
  Activations activations;
  if (readings.defined()) {
    const at::Tensor host = readings.to(at::kCPU).contiguous();
    const double* values = host.const_data_ptr<double>();
    activations = ActivationReader::decode({values, values + host.numel()}, reader.taps(), 1);
  }
  if (auto origin = in_forward(activations, reader.taps())) return *origin;
  if (!loss_is_finite) return after_the_taps(activations, reader.taps());
  const std::string reached = reached_in_backward(activations, reader.taps());
  if (reached.empty() && backward.finite) return {};
  return {Pass::backward, reached, backward.operation};
}

}  // namespace plumb
