#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace plumb {

/// A loss by name: cross-entropy, mse or mae. Against class labels, the latter two compare with
/// one-hot vectors; against values, with the single output.
class Loss {
 public:
  /// Throws Error on another name.
  explicit Loss(std::string name);

  /// Scalar mean over the samples. outputs: {batch, n}; targets: {batch}, int64 classes or float
  /// values.
  at::Tensor mean(const at::Tensor& outputs, const at::Tensor& targets) const;

  /// The same as a sum over the samples.
  at::Tensor sum(const at::Tensor& outputs, const at::Tensor& targets) const;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

}  // namespace plumb
