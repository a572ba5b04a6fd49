#include "monitor_checks.hpp"

#include <ATen/ATen.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

void check(const MonitorOptions& options) {
  if (options.window < 1)
    throw Error("monitor window " + std::to_string(options.window) + " is not at least 1");
  if (options.inactive_window < 1)
    throw Error("inactive window " + std::to_string(options.inactive_window) +
                " is not at least 1");
  if (options.probe_every < 0)
    throw Error("probe cadence " + std::to_string(options.probe_every) + " is negative");
  options.facts.check();
  options.thresholds.check();
}

void check_real_scalar(const at::Tensor& value, const std::string& function,
                       const std::string& what) {
  const std::string wants = "Monitor::" + function + " wants a ";
  if (value.numel() != 1)
    throw Error(wants + what + ", got " + std::to_string(value.numel()) + " values");
  if (value.is_complex())
    throw Error(wants + "real " + what + ", got one of type " + c10::toString(value.scalar_type()) +
                ": take its real part");
}

void check_scalar_loss(const at::Tensor& loss, const std::string& function) {
  check_real_scalar(loss, function, "scalar loss");
}

void check_applicable(const Clip& clip, const ParameterList& parameters) {
  clip.check();
  if (clip.kind != Clip::Kind::value) return;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters.tensors[i].is_complex()) {
      throw Error("clip " + to_string(clip) + " bounds real entries, and those of parameter " +
                  parameters.infos[i].name + " are complex: clip by norm");
    }
  }
}

}  // namespace plumb
