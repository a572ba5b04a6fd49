#include "plumb/models/mlp.hpp"

#include <torch/types.h>

#include "layer_chain.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/initialization.hpp"

namespace plumb {

MlpImpl::MlpImpl(const NetworkOptions& options)
    : hidden_(*this, options.features(),
              std::vector<std::int64_t>(static_cast<std::size_t>(options.depth), options.width),
              options),
      output_(register_module("output", Dense(DenseOptions(options.width, options.outputs)))) {
  initialize_kernels(*this, options.initializer, options.output_initializer, options.seed,
                     options.activation);
  hidden_.initialize_branches();
}

at::Tensor MlpImpl::forward(const at::Tensor& x) {
  const auto features = x.dim() == 2 ? x : x.flatten(1);
  const auto links = chain();
  if (layer_chain_fits(features, links)) return layer_chain(features, links);
  const auto h = hidden_.forward(tap("input", features));
  return tap("output", output_->forward(h));
}

std::vector<ChainLink> MlpImpl::chain() const {
  auto links = hidden_.links();
  if (output_->is_calibrated()) return {};
  if (!links.empty()) links.push_back({output_->weight, output_->bias, ChainActivation::identity});
  return links;
}

}  // namespace plumb
