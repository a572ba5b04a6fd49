#include "plumb/models/mlp.hpp"

#include <torch/types.h>

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
  const auto h = hidden_.forward(tap("input", x.dim() == 2 ? x : x.flatten(1)));
  return tap("output", output_->forward(h));
}

}  // namespace plumb
