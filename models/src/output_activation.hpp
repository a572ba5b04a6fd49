#pragma once

#include <memory>
#include <string_view>

#include "plumb/models/activation.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

/// Throws plumb::Error unless output_activations() lists the name.
void check_output_activation(std::string_view name);

/// A network followed by an activation of its outputs. Its layers keep their names; a slope that
/// the activation learns is output_slope.
class ActivatedOutput : public Network {
 public:
  /// Throws what check_output_activation() throws.
  ActivatedOutput(std::shared_ptr<Network> network, std::string_view activation);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  std::shared_ptr<Network> network_;
  Activation activation_;
};

}  // namespace plumb
