#pragma once

#include <ATen/core/Tensor.h>
#include <torch/custom_class.h>

#include <cstddef>
#include <vector>

#include "plumb/diagnostics/inner_tap.hpp"
#include "plumb/models/chain_link.hpp"

namespace plumb {

/// The taps behind the layers of a chain, but for the last one's: what is there is the chain's
/// output. Kept from a pass to the way back.
class ChainTaps : public torch::CustomClassHolder {
 public:
  /// Of a pass with gradients enabled over inputs that require them or not.
  ChainTaps(const std::vector<ChainLink>& links, bool inputs_require_grad);

  /// The i-th layer's output, {batch, outputs}.
  void show(std::size_t i, const at::Tensor& output);

  /// Whether anyone wants to know the gradient for the i-th layer's output.
  bool wants_gradient(std::size_t i) const { return i < taps_.size() && taps_[i].wants_gradient(); }
  const InnerTap& operator[](std::size_t i) const { return taps_[i]; }

 private:
  std::vector<InnerTap> taps_;
};

}  // namespace plumb
