#include "plumb/models/dense.hpp"

#include <torch/types.h>

namespace plumb {

DenseImpl::DenseImpl(const DenseOptions& options_) : options(options_) {
  register_kernel(at::zeros({options.outputs(), options.inputs()}), options.weight_norm(),
                  options.bias());
}

at::Tensor DenseImpl::apply(const at::Tensor& x, const at::Tensor& kernel) const {
  return at::linear(x, kernel, bias);
}

}  // namespace plumb
