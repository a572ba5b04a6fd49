#pragma once

namespace plumb {

/// Loss and accuracy over samples.
struct Evaluation {
  double loss = 0;  ///< mean over the samples
  double accuracy =
      0;  ///< share of samples whose largest output is their class; NaN for regression
};

}  // namespace plumb
