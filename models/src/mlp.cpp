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
  const auto features = tap("input", x.dim() == 2 ? x : x.flatten(1));
  const auto links = chain();
  return tap("output", layer_chain_fits(features, links)
                           ? layer_chain(features, links)
                           : output_->forward(hidden_.forward(features)));
}

std::vector<ChainLink> MlpImpl::chain() const {
  auto links = hidden_.links();
  if (output_->is_calibrated()) return {};
  if (!links.empty())
    links.push_back({output_->weight, output_->bias, ChainActivation::identity, "output"});
  return links;
}

}  // namespace plumb
