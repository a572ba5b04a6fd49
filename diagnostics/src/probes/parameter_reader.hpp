#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <unordered_map>
#include <vector>

#include "parameter_list.hpp"
#include "plumb/diagnostics/update_sums.hpp"

namespace plumb {

class GradientMeter;

/// Reads what a probed step did to the parameters.
class ParameterReader {
 public:
  /// `parameters` must outlive this. `updates_are_noted`: on the CPU note_update() says what the
  /// update did.
  ParameterReader(const ParameterList& parameters, bool updates_are_noted);

  /// Before the step: keeps θ_k, unless updates are noted.
  void remember();

  /// During the update. A parameter that is not noted has none. Does nothing where updates are not
  /// noted, and for tensors that are not among the parameters.
  void note_update(const at::Tensor& parameter, const UpdateSums& sums);

  /// After backward, before the update: counts in the gradients what the meter has not counted yet.
  void read_gradients(const GradientMeter& meter);

  /// After the update: what there is to know, {parameters, columns} double on their device;
  /// undefined if remember() was not called or the parameters have moved to another device since.
  at::Tensor read_update();

  /// Whether read_update() has read a step: later ones do the same operations.
  bool has_read() const { return !is_first_; }

  /// Which parameters required a gradient when read_gradients() was called last.
  const std::vector<bool>& require_gradient() const { return require_gradient_; }

  /// The probes in such a tensor's values, row-major. `loss_scale` does not matter: counts only.
  static std::vector<ParameterProbe> decode(const double* values, std::size_t parameters);

  static constexpr std::int64_t columns = 5;

 private:
  bool is_noted() const { return updates_are_noted_ && parameters_.device().is_cpu(); }
  void keep_copies();
  UpdateSums update_of(std::size_t i) const;

  const ParameterList& parameters_;
  bool updates_are_noted_;
  std::unordered_map<const at::TensorImpl*, std::size_t> positions_;
  std::vector<at::Tensor> before_;
  std::vector<std::optional<UpdateSums>> noted_;
  std::optional<at::Device> device_;  // of the parameters when remember() was called
  at::Tensor counts_;                 // {parameters, 2}: zeros (as a share, or −1), non-finite
  at::Tensor constant_;               // {parameters, 1}, at the first probe
  std::vector<bool> require_gradient_;
  bool is_first_ = true;  // read_update() has not succeeded yet
};

}  // namespace plumb
