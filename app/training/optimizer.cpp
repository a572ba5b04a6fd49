#include "training/optimizer.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "training/optimizers/optimizers.hpp"

namespace plumb {
namespace {

struct Entry {
  OptimizerInfo info;
  double learning_rate;
  double epsilon;
  std::unique_ptr<Optimizer> (*make)(const OptimizerOptions&, std::vector<at::Tensor>);
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{
      {{"adam", "Adam as torch::optim has it"}, 1e-3, 1e-8, make_adam},
      {{"keras-adam", "Adam as Keras has it: epsilon before the bias correction"},
       1e-3,
       1e-7,
       make_keras_adam},
      {{"adamw", "Adam with decoupled weight decay"}, 1e-3, 1e-8, make_adamw},
      {{"sgd", "stochastic gradient descent, with momentum and Nesterov's form"},
       1e-2,
       0,
       make_sgd},
      {{"rmsprop", "RMSprop, with momentum"}, 1e-2, 1e-8, make_rmsprop},
      {{"adagrad", "Adagrad"}, 1e-2, 1e-10, make_adagrad},
  };
  return all;
}

const Entry& find_entry(const std::string& name) {
  const auto& all = entries();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Entry& entry) { return entry.info.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string> names;
  for (const auto& entry : all) names.push_back(entry.info.name);
  throw Error(fmt::format("optimizer '{}' is not one of {}", name, join(names)));
}

void require(bool condition, const char* what, double value, const char* range) {
  if (!condition) throw Error(fmt::format("optimizer's {} {} is not {}", what, value, range));
}

void check(const OptimizerOptions& o) {
  require(*o.learning_rate > 0 && std::isfinite(*o.learning_rate), "learning rate",
          *o.learning_rate, "> 0");
  require(*o.epsilon >= 0, "epsilon", *o.epsilon, ">= 0");
  require(o.beta1 >= 0 && o.beta1 < 1, "beta1", o.beta1, "in [0, 1)");
  require(o.beta2 >= 0 && o.beta2 < 1, "beta2", o.beta2, "in [0, 1)");
  require(o.momentum >= 0 && o.momentum < 1, "momentum", o.momentum, "in [0, 1)");
  require(o.smoothing >= 0 && o.smoothing < 1, "smoothing", o.smoothing, "in [0, 1)");
  require(o.weight_decay >= 0, "weight decay", o.weight_decay, ">= 0");
  if (o.nesterov && o.momentum == 0) throw Error("Nesterov's form of sgd needs a momentum > 0");
}

}  // namespace

Optimizer::Optimizer(std::vector<at::Tensor> parameters, double learning_rate)
    : parameters_(std::move(parameters)), learning_rate_(learning_rate) {
  if (parameters_.empty()) throw Error("an optimizer needs at least one parameter");
  const at::Device device = parameters_.front().device();
  if (!device.is_cpu()) {
    device_rate_ =
        at::full({}, learning_rate, at::TensorOptions().dtype(at::kFloat).device(device));
  }
}

void Optimizer::set_learning_rate(double rate) {
  learning_rate_ = rate;
  if (device_rate_.defined()) device_rate_.fill_(rate);
}

void Optimizer::step(const at::Tensor& found_inf) {
  const at::NoGradGuard no_grad;
  std::vector<std::size_t> active;
  active.reserve(parameters_.size());
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i].grad().defined()) active.push_back(i);
  }
  if (active.empty()) return;
  update(active, found_inf.defined() ? std::optional(found_inf) : std::nullopt);
}

void Optimizer::zero_grad() {
  for (const auto& parameter : parameters_) parameter.mutable_grad().reset();
}

std::vector<at::Tensor> Optimizer::gradients(const std::vector<std::size_t>& active) const {
  std::vector<at::Tensor> result;
  result.reserve(active.size());
  for (const std::size_t i : active) result.push_back(parameters_[i].grad());
  return result;
}

OptimizerOptions resolve(const OptimizerOptions& options) {
  const Entry& entry = find_entry(options.name);
  OptimizerOptions complete = options;
  if (!complete.learning_rate) complete.learning_rate = entry.learning_rate;
  if (!complete.epsilon) complete.epsilon = entry.epsilon;
  check(complete);
  return complete;
}

std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options,
                                          std::vector<at::Tensor> parameters) {
  return find_entry(options.name).make(resolve(options), std::move(parameters));
}

const std::vector<OptimizerInfo>& optimizers() {
  static const std::vector<OptimizerInfo> infos = [] {
    std::vector<OptimizerInfo> result;
    for (const auto& entry : entries()) result.push_back(entry.info);
    return result;
  }();
  return infos;
}

}  // namespace plumb
