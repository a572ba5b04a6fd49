#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "parameter_list.hpp"

namespace plumb {

class GradientMeter;

/// Reads what a probed step did to the parameters.
class ParameterReader {
 public:
  /// `parameters` must outlive this.
  explicit ParameterReader(const ParameterList& parameters) : parameters_(parameters) {}

  /// Before the step: keeps θ_k.
  void remember();

  /// After backward, before the update: counts in the gradients what the meter has not counted yet.
  void read_gradients(const GradientMeter& meter);

  /// After the update: what there is to know, {parameters, columns} double on their device;
  /// undefined if remember() was not called or the parameters have moved to another device since.
  at::Tensor read_update();

  /// The probes in such a tensor's values, row-major. `loss_scale` does not matter: counts only.
  static std::vector<ParameterProbe> decode(const double* values, std::size_t parameters);

  static constexpr std::int64_t columns = 5;

 private:
  const ParameterList& parameters_;
  std::vector<at::Tensor> before_;
  at::Tensor counts_;     // {parameters, 2}: zeros (as a share, or −1), non-finite
  bool is_first_ = true;  // read_update() has not been called yet
};

}  // namespace plumb
