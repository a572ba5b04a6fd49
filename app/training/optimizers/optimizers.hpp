#pragma once

#include <memory>
#include <vector>

#include "training/optimizer.hpp"

namespace plumb {

// The registered optimizers. Options arrive checked, with every default filled in.

std::unique_ptr<Optimizer> make_adam(const OptimizerOptions&, std::vector<at::Tensor>);
std::unique_ptr<Optimizer> make_keras_adam(const OptimizerOptions&, std::vector<at::Tensor>);
std::unique_ptr<Optimizer> make_adamw(const OptimizerOptions&, std::vector<at::Tensor>);
std::unique_ptr<Optimizer> make_sgd(const OptimizerOptions&, std::vector<at::Tensor>);
std::unique_ptr<Optimizer> make_rmsprop(const OptimizerOptions&, std::vector<at::Tensor>);
std::unique_ptr<Optimizer> make_adagrad(const OptimizerOptions&, std::vector<at::Tensor>);

}  // namespace plumb
