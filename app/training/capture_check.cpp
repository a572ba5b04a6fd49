#include "training/capture_check.hpp"

#include "plumb/diagnostics/error.hpp"
#include "training/step_graph.hpp"

namespace plumb {

std::optional<std::string> why_not_captured(const RunConfig& config) {
  if (config.network.dropout > 0)
    return "--dropout draws from a generator whose state the host keeps";
  if (config.on_spike == "rollback")
    return "--on-spike rollback decides about each update on the host";
  return std::nullopt;
}

std::optional<std::string> decide_capture(const RunConfig& config, const c10::Device& device) {
  const std::string& wanted = config.running.cuda_graph;
  if (wanted == "off") return "--cuda-graph off";
  auto reason = no_step_graph(device);
  if (!reason) reason = why_not_captured(config);
  if (reason && wanted == "on") throw Error("--cuda-graph on: " + *reason);
  return reason;
}

}  // namespace plumb
