#include "output_activation.hpp"

#include <torch/types.h>

#include "plumb/diagnostics/tap.hpp"
#include "registry.hpp"

namespace plumb {
namespace {

const Registry<Activation>& registry() {
  using Entry = Registry<Activation>::Entry;
  static const Registry<Activation> all("output activation", [] {
    std::vector<Entry> entries{
        {"none", "the outputs as they are", [](at::Tensor x) { return x; }},
        {"softmax", "exp(x) over its sum", [](at::Tensor x) { return at::softmax(x, -1); }},
    };
    for (const auto& entry : activations()) {
      if (entry.name == "identity") continue;
      entries.push_back({entry.name, entry.description, find_activation(entry.name)});
    }
    return entries;
  }());
  return all;
}

}  // namespace

Activation find_output_activation(std::string_view name) {
  return registry().find(name);
}

const std::vector<NamedEntry>& output_activations() {
  return registry().listing();
}

ActivatedOutput::ActivatedOutput(std::shared_ptr<Network> network, std::string_view activation)
    : network_(std::move(network)), activation_(find_output_activation(activation)) {
  // Its children, not the network itself, which would put a prefix before every name.
  for (const auto& child : network_->named_children()) register_module(child.key(), child.value());
}

at::Tensor ActivatedOutput::forward(const at::Tensor& x) {
  return tap("prediction", activation_(network_->forward(x)));
}

}  // namespace plumb
