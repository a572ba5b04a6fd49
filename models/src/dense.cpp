#include "plumb/models/dense.hpp"

#include <torch/types.h>

#include "dense_product.hpp"

namespace plumb {

DenseImpl::DenseImpl(const DenseOptions& options_) : options(options_) {
  register_kernel(at::zeros({options.outputs(), options.inputs()}), options.weight_norm(),
                  options.bias());
}

at::Tensor DenseImpl::apply(const at::Tensor& x, const at::Tensor& kernel) const {
  return dense_product(x, kernel, bias);
}

}  // namespace plumb
