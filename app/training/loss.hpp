#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace plumb {

/// A loss by name: cross-entropy, bce (binary cross-entropy), mse or mae. Against class labels, all
/// but the first compare with one-hot vectors, or with 0 and 1 where there is a single output;
/// against values, with the single output.
///
/// cross-entropy and bce take logits, unless an output activation has made probabilities of them:
/// then they are what Keras computes (categorical_crossentropy, binary_crossentropy with
/// from_logits=False), with outputs divided by their sum (cross-entropy) and cut to [1e-7, 1 -
/// 1e-7].
class Loss {
 public:
  enum class Outputs { logits, activated };

  /// Throws Error on another name. `label_smoothing`, in [0, 1), is cross-entropy's: the label's
  /// one-hot vector becomes (1 - ε) times itself + ε / n, as torch's and Keras's label_smoothing.
  /// Throws Error on one for another loss.
  explicit Loss(std::string name, Outputs kind = Outputs::logits, double label_smoothing = 0);

  /// Scalar mean over the samples. outputs: {batch, n}; targets: {batch}, int64 classes or float
  /// values. Or outputs at several steps, {batch, steps, n}, with targets {batch, steps}: then a
  /// sample's loss is the mean over its steps.
  at::Tensor mean(const at::Tensor& outputs, const at::Tensor& targets) const;

  /// The same as a sum over the samples.
  at::Tensor sum(const at::Tensor& outputs, const at::Tensor& targets) const;

  /// {batch} or {batch, steps}: the class that outputs mean. The largest of several; a single one
  /// is class 1 above 0.5 (bce on logits: above 0).
  at::Tensor predicted(const at::Tensor& outputs) const;

  const std::string& name() const { return name_; }

 private:
  at::Tensor cross_entropy(const at::Tensor& outputs, const at::Tensor& targets,
                           std::int64_t reduction) const;
  at::Tensor binary_cross_entropy(const at::Tensor& outputs, const at::Tensor& targets) const;

  std::string name_;
  Outputs kind_;
  double label_smoothing_;
};

}  // namespace plumb
