#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plumb/models/activation.hpp"
#include "plumb/models/chain_link.hpp"
#include "plumb/models/dense.hpp"
#include "plumb/models/dropout.hpp"
#include "plumb/models/layer_options.hpp"
#include "plumb/models/normalization.hpp"
#include "plumb/models/residual.hpp"

namespace plumb {

/// Dense hidden layers, each a residual branch of its own where residuals are asked for and its
/// width does not change. Layers and taps (after the activation and before dropout) are named
/// dense_01, dense_02, …, with digits enough for all; normalizations PREFIX_01, ….
///
/// none     h' = φ(norm(W h + b))
/// plain    h' = φ(norm(W h + b)) + h
/// rezero   h' = α φ(norm(W h + b)) + h
/// preact   x' = x + W h + b,  h' = φ(norm(x')): the stream x never passes an activation
/// fixup    x' = x + scale · W (h + bias_1a),  h' = φ(x' + bias_1b): a branch of one kernel starts
///          at zero whole. φ has to come before the kernel: behind W = 0, ReLU would have no slope.
///
/// In the last two the first layer, which starts the stream, is no branch.
class DenseStack {
 public:
  /// The layers are children of `owner`.
  DenseStack(torch::nn::Module& owner, std::int64_t inputs, const std::vector<std::int64_t>& widths,
             const LayerOptions& options, const std::string& norm_prefix = "norm");

  /// {batch, inputs} to {batch, last width}.
  at::Tensor forward(at::Tensor h);

  /// The layers as links of a chain; nothing where they are more than that, or are being looked at
  /// one by one (KernelLayer::calibrate).
  std::vector<ChainLink> links() const;

  /// Sets to zero what starts there; call after initialize_kernels().
  void initialize_branches();

 private:
  struct Layer {
    std::string name;
    Dense dense{nullptr};
    Normalization norm;
    Activation activation;
    Dropout dropout{nullptr};
    bool skip = false;
    at::Tensor factor = {};                 // rezero's α, fixup's scale: {1}
    at::Tensor bias_1a = {}, bias_1b = {};  // fixup's: {1}
  };

  Layer make_layer(torch::nn::Module& owner, const std::string& number, std::int64_t inputs,
                   std::int64_t width, const LayerOptions& options,
                   const std::string& norm_prefix) const;
  bool activates_first() const {
    return residual_ == Residual::preact || residual_ == Residual::fixup;
  }
  at::Tensor branch_then_sum(Layer& layer, const at::Tensor& h) const;
  at::Tensor sum_then_activation(Layer& layer, const at::Tensor& h, at::Tensor& stream) const;

  Residual residual_;
  std::optional<ChainActivation> chained_;  ///< the activation, where all layers are links
  std::vector<Layer> layers_;
};

}  // namespace plumb
