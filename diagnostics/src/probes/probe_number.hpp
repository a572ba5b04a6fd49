#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace plumb {

/// How many probes came before the one under way: for the host, and as a tensor on each device that
/// has asked, since what a graph repeats there cannot ask the host.
class ProbeNumber {
 public:
  double on_host() const { return number_; }

  /// Scalar double, always in the same memory. Made at the first call for a device, which must not
  /// be in what a graph repeats.
  const at::Tensor& on(const at::Device& device);

  void advance() {
    advance_on_devices();
    advance_on_host();
  }
  void advance_on_devices();
  void advance_on_host() { number_ += 1; }

  void set(double number);

 private:
  double number_ = 0;
  std::vector<at::Tensor> copies_;
};

}  // namespace plumb
