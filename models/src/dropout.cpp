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
  use_device(x.device());
  const double kept = 1 - probability_;
  return x * at::empty_like(x).bernoulli_(kept, generator_).div_(kept);
}

void DropoutImpl::use_device(const at::Device& device) {
  if (generator_.defined() && generator_.device() == device) return;
  // A copy of the default one is the way to a generator of any device without naming its library.
  generator_ = at::globalContext().defaultGenerator(device).clone();
  generator_.set_current_seed(seed_);
}

at::Tensor DropoutImpl::state(const at::Device& device) {
  use_device(device);
  return generator_.get_state();
}

void DropoutImpl::set_state(const at::Device& device, const at::Tensor& state) {
  use_device(device);
  generator_.set_state(state);
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

std::vector<std::pair<std::string, at::Tensor>> dropout_state(torch::nn::Module& network) {
  std::vector<std::pair<std::string, at::Tensor>> state;
  for (const auto& module : network.named_modules()) {
    if (auto* dropout = module.value()->as<DropoutImpl>())
      state.emplace_back(module.key(), dropout->state(network.parameters().front().device()));
  }
  return state;
}

void set_dropout_state(torch::nn::Module& network,
                       const std::vector<std::pair<std::string, at::Tensor>>& state) {
  const auto modules = network.named_modules();
  for (const auto& [name, value] : state)
    modules[name]->as<DropoutImpl>()->set_state(network.parameters().front().device(), value);
}

}  // namespace plumb
