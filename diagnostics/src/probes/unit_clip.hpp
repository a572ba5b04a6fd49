#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

#include "parameter_list.hpp"

namespace plumb {

/// Adaptive gradient clipping (Brock, De, Smith, Simonyan 2021, "High-Performance Large-Scale Image
/// Recognition Without Normalization"), unit by unit: with W_i the weights of a unit (a row of a
/// matrix, an output channel of a kernel; a bias or gain as a whole) and G_i their gradient,
/// G_i ← λ·max(‖W_i‖, 1e-3)/‖G_i‖ · G_i where ‖G_i‖ is more than that. The output layer is left
/// alone, as in the paper: here the layer of the last matrix that the module registers.
class UnitClip {
 public:
  explicit UnitClip(const ParameterList& parameters);

  /// Positions of the parameters that it clips, those without gradient included.
  const std::vector<std::size_t>& positions() const { return positions_; }

  /// Clips the i-th parameter's gradient, which is there and is that of loss × scale. `finite`:
  /// scalar bool on its device; where it is false nothing changes.
  void apply(std::size_t i, double ratio, double loss_scale, const at::Tensor& finite) const;

 private:
  const ParameterList& parameters_;
  std::vector<std::size_t> positions_;
};

}  // namespace plumb
