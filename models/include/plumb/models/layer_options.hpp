#pragma once

#include <string>

namespace plumb {

/// What the hidden layers of a network have in common, whichever its family.
struct LayerOptions {
  std::string activation;     ///< a name of activations()
  std::string normalization;        ///< a name of normalizations()
  std::string residual;             ///< a name of residuals()
  double dropout = 0;               ///< share of the hidden units that a step leaves out; in [0, 1)

  /// Whether kernels are direction and length (Salimans and Kingma 2016), which is no layer.
  bool weight_norm() const { return normalization == "weight"; }
};

}  // namespace plumb
