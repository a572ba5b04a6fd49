#include "plumb/models/dense.hpp"

#include <torch/types.h>

namespace plumb {

DenseImpl::DenseImpl(const DenseOptions& options_) : options(options_) {
  reset();
}

void DenseImpl::reset() {
  weight = register_parameter("weight", at::zeros({options.outputs(), options.inputs()}));
  bias = register_parameter("bias", at::zeros({options.outputs()}));
}

at::Tensor DenseImpl::forward(const at::Tensor& x) {
  return at::linear(x, weight, bias);
}

}  // namespace plumb
