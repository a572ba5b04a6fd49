#pragma once

#include <memory>
#include <string_view>

#include "plumb/models/activation.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

/// The output activation of that name; output_activations() lists them. Throws plumb::Error for any
/// other name.
Activation find_output_activation(std::string_view name);

/// A network followed by an activation of its outputs. Its layers keep their names.
class ActivatedOutput : public Network {
 public:
  /// Throws what find_output_activation() throws.
  ActivatedOutput(std::shared_ptr<Network> network, std::string_view activation);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  std::shared_ptr<Network> network_;
  Activation activation_;
};

}  // namespace plumb
