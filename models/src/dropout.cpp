#include "plumb/models/dropout.hpp"

#include <ATen/Context.h>
#include <torch/types.h>

#include "random_stream.hpp"

namespace plumb {

void DropoutImpl::seed(std::uint64_t seed) {
  seed_ = seed;
  generator_ = at::Generator();
}

at::Tensor DropoutImpl::forward(const at::Tensor& x) {
  if (!is_training()) return x;
  if (!generator_.defined() || generator_.device() != x.device()) {
    // A copy of the default one is the way to a generator of any device without naming its library.
    generator_ = at::globalContext().defaultGenerator(x.device()).clone();
    generator_.set_current_seed(seed_);
  }
  const double kept = 1 - probability_;
  return x * at::empty_like(x).bernoulli_(kept, generator_).div_(kept);
}

Dropout make_dropout(double probability, torch::nn::Module& owner, const std::string& child) {
  if (probability == 0) return nullptr;
  return owner.register_module(child, Dropout(probability));
}

void seed_dropout(torch::nn::Module& network, std::uint64_t seed) {
  for (const auto& module : network.named_modules()) {
    if (auto* dropout = module.value()->as<DropoutImpl>()) {
      dropout->seed(named_stream(module.key(), seed));
    }
  }
}

}  // namespace plumb
