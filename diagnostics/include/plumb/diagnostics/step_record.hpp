#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plumb {

/// A parameter as the monitor sees it.
struct ParameterInfo {
  std::string name;  ///< "dense_01.weight"
  std::vector<std::int64_t> shape;
  std::int64_t count = 0;  ///< entries
  std::vector<std::string>
      aliases;  ///< further names under which the module registers the same tensor
};

/// What one training step looked like. Plain data: rules, files and reports need nothing of torch.
struct StepRecord {
  std::int64_t step = 0;  ///< k, from 0: the gradient at θ_k, before the update that makes θ_{k+1}
  double loss = 0;
  double norm = 0;        ///< L2 norm over all gradients, before clipping
  double norm_after = 0;  ///< the same after clipping; equal where nothing was clipped
  bool clipped = false;   ///< clipping changed at least one gradient
  bool skipped = false;   ///< a gradient was not finite, so that clipping asked for no update

  /// Per parameter, in the order of Monitor::parameters(): L2 norm of its gradient before clipping.
  /// Empty optional: it has no gradient (frozen or unused). 0 is a real zero, or underflow.
  std::vector<std::optional<double>> norms;

  /// The same after clipping; empty where nothing was clipped.
  std::vector<std::optional<double>> norms_after;
};

}  // namespace plumb
