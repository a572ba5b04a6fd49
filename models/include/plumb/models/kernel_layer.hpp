#pragma once

#include <torch/nn/module.h>

#include <functional>

namespace plumb {

/// What Dense and Conv2d have in common: a kernel, a bias, and that the outputs can be looked at.
class KernelLayer : public torch::nn::Module {
 public:
  /// Looks at an output of the layer. True if it has changed the kernel: the output is then
  /// computed, and shown, once more.
  using Calibration = std::function<bool(KernelLayer& layer, const at::Tensor& output)>;

  at::Tensor forward(const at::Tensor& x);

  /// As the layer applies it; with weight normalization, g v / ‖v‖ by output.
  at::Tensor kernel() const;
  /// Multiplies the kernel, which with weight normalization is to multiply g.
  void scale_kernel(double factor);
  /// What forward() shows its outputs to; empty: nobody.
  void calibrate(Calibration calibration) { calibration_ = std::move(calibration); }

  bool is_calibrated() const { return static_cast<bool>(calibration_); }

  at::Tensor weight;    ///< {outputs, inputs…}; undefined with weight normalization
  at::Tensor weight_g;  ///< {outputs}, lengths; defined with weight normalization only
  at::Tensor weight_v;  ///< {outputs, inputs…}, directions; likewise
  at::Tensor bias;      ///< {outputs}; undefined without a bias

 protected:
  /// Registers the parameters. Both start at zero; initialize_kernels() fills the kernel.
  void register_kernel(const at::Tensor& zeros, bool weight_norm, bool with_bias);

 private:
  virtual at::Tensor apply(const at::Tensor& x, const at::Tensor& kernel) const = 0;

  Calibration calibration_;
};

}  // namespace plumb
