#pragma once

#include <ATen/ATen.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumb {

/// One state tensor per parameter, with the parameter's layout.
std::vector<at::Tensor> state_like(const std::vector<at::Tensor>& parameters, double value = 0);

/// The elements at these positions.
std::vector<at::Tensor> select(const std::vector<at::Tensor>& tensors,
                               const std::vector<std::size_t>& positions);

/// Appends "0.NAME", "1.NAME", …
void append_state(std::vector<std::pair<std::string, at::Tensor>>& state, const std::string& name,
                  const std::vector<at::Tensor>& tensors);

/// Calls update(rate) with the rate as a double where it is on the host (`on_device` undefined), or
/// as the tensor: LibTorch's fused kernels take either.
template <typename Update>
void with_rate(const at::Tensor& on_device, double rate, Update update) {
  if (on_device.defined())
    update(on_device);
  else
    update(rate);
}

/// Per-parameter step counts as the fused kernels want them: float scalars on the parameters'
/// device.
class StepCounts {
 public:
  explicit StepCounts(const std::vector<at::Tensor>& parameters);

  /// Counts this step for the given parameters, before the update that uses it.
  void advance(const std::vector<std::size_t>& active);

  /// Takes the count back where the update did not happen. No synchronization.
  void undo_if(const std::vector<std::size_t>& active, const std::optional<at::Tensor>& found_inf);

  const std::vector<at::Tensor>& tensors() const { return counts_; }

 private:
  std::vector<at::Tensor> counts_;
  bool on_cpu_;
};

}  // namespace plumb
