#pragma once

#include <string_view>

namespace plumb {

/// How the input of a layer or block, the stream, is added to what it computes, the branch f.
enum class Residual {
  none,
  plain,  ///< y = f(x) + x, f ending with the activation (mlp) or the activation following (blocks)
  preact,  ///< normalization and activation before each kernel, the stream untouched (He 2016b)
  rezero,  ///< y = x + α f(x), α = 0 at first (Bachlechner et al. 2020)
  fixup,   ///< scaled and zero initialization, scalar biases and factors (Zhang et al. 2019)
};

/// The kind of that name; residuals() lists them. Throws plumb::Error for any other name.
Residual find_residual(std::string_view name);

}  // namespace plumb
