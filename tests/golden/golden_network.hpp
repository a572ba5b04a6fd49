#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

#include "golden_file.hpp"

namespace plumb::golden {

/// Every network in golden.json.
std::vector<std::string> network_names();

/// A network of golden.json with its batch, built from plain operations: what is tested here is
/// what surrounds a model, not the models library.
class GoldenNetwork {
 public:
  explicit GoldenNetwork(const std::string& name);

  const Json& expected() const { return spec_; }
  const std::vector<std::pair<std::string, at::Tensor>>& parameters() const { return parameters_; }
  std::vector<at::Tensor> tensors() const;

  at::Tensor logits() const;

  /// Fresh gradients of the mean cross-entropy; returns the loss.
  at::Tensor backward();

 private:
  at::Tensor parameter(const std::string& name) const;
  at::Tensor mlp(bool sigmoid) const;
  at::Tensor residual_cnn() const;
  at::Tensor normalize(const at::Tensor& x, const std::string& name) const;

  const Json& spec_;
  at::Tensor inputs_;
  at::Tensor labels_;
  std::vector<std::pair<std::string, at::Tensor>> parameters_;
};

/// The tensor that {"shape", "seed", "scale", "offset"} describes, in float32.
at::Tensor filled_tensor(const Json& spec);

/// Its entries in double, row by row.
std::vector<double> to_doubles(const at::Tensor& tensor);

/// L2 norm in double.
double l2_norm(const at::Tensor& tensor);

/// The size of a typical entry, in double.
double root_mean_square(const at::Tensor& tensor);

/// The first, the middle and the last entry.
std::vector<double> probe(const at::Tensor& tensor);

}  // namespace plumb::golden
