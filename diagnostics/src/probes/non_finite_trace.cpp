#include "non_finite_trace.hpp"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <exception>
#include <optional>
#include <string_view>

#include "activation_reader.hpp"

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

/// The operation at which anomaly mode stops a backward pass; empty if it runs through.
std::string anomaly_in_backward(const at::Tensor& loss, const ParameterList& parameters) {
  std::vector<at::Tensor> wanted;
  for (const auto& tensor : parameters.tensors) {
    if (tensor.requires_grad()) wanted.push_back(tensor);
  }
  if (wanted.empty() || !loss.requires_grad()) return {};
  try {
    torch::autograd::grad({loss}, wanted, /*grad_outputs=*/{}, /*retain_graph=*/false,
                          /*create_graph=*/false, /*allow_unused=*/true);
  } catch (const std::exception& error) {
    const std::string operation = operation_in(error.what());
    if (operation.empty()) throw;  // something else has failed: memory, a function of one's own
    return operation;
  }
  return {};
}

std::optional<NonFiniteOrigin> in_forward(const Activations& activations,
                                          const std::vector<TapInfo>& taps) {
  for (std::size_t i = 0; i < activations.size(); ++i) {
    if (!activations[i] || activations[i]->non_finite == 0) continue;
    return NonFiniteOrigin{taps[i].name == "input" ? Pass::input : Pass::forward, taps[i].name, {}};
  }
  return std::nullopt;
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
  ActivationReader reader(prefix, /*window=*/1);
  reader.begin_probe();
  std::string operation;
  bool loss_is_finite = false;
  {
    Silence silence;
    const c10::WarningUtils::WarningHandlerGuard no_warnings(&silence);
    const torch::autograd::DetectAnomalyGuard anomaly_mode(/*check_nan=*/true);
    const at::Tensor value = loss();
    loss_is_finite = value.detach().isfinite().all().item<bool>();
    if (loss_is_finite) operation = anomaly_in_backward(value, parameters);
  }
  const at::Tensor readings = reader.end_probe(parameters.device());
  Activations activations;
  if (readings.defined()) {
    const at::Tensor host = readings.to(at::kCPU).contiguous();
    const double* values = host.const_data_ptr<double>();
    activations = ActivationReader::decode({values, values + host.numel()}, reader.taps(), 1);
  }
  if (auto origin = in_forward(activations, reader.taps())) return *origin;
  if (!loss_is_finite) return {Pass::loss, {}, {}};
  const std::string reached = reached_in_backward(activations, reader.taps());
  if (reached.empty() && operation.empty()) return {};
  return {Pass::backward, reached, operation};
}

}  // namespace plumb
