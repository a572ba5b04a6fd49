#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

using Tensors = std::vector<at::Tensor>;

Tensors copies_of(const Tensors& tensors) {
  Tensors copies;
  for (const auto& tensor : tensors) copies.push_back(tensor.clone());
  return copies;
}

/// RMSprop (Tieleman & Hinton 2012) in torch::optim's form, by foreach operations: LibTorch has no
/// fused kernel.
class RmsProp : public Optimizer {
 public:
  RmsProp(const OptimizerOptions& options, std::vector<at::Tensor> parameters)
      : Optimizer(std::move(parameters), *options.learning_rate),
        options_(options),
        square_avg_(state_like(this->parameters())) {
    if (options_.momentum > 0) momentum_ = state_like(this->parameters());
    if (options_.centered) grad_avg_ = state_like(this->parameters());
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> result;
    append_state(result, "square_avg", square_avg_);
    append_state(result, "momentum", momentum_);
    append_state(result, "grad_avg", grad_avg_);
    return result;
  }

 protected:
  void update(const std::vector<std::size_t>& active,
              const std::optional<at::Tensor>& found_inf) override {
    Part part{select(parameters(), active), select(square_avg_, active),
              momentum_.empty() ? Tensors{} : select(momentum_, active),
              grad_avg_.empty() ? Tensors{} : select(grad_avg_, active)};
    if (!found_inf) {
      apply(part, gradients(active));
      return;
    }
    // Without a kernel that knows found_inf: update, then put back where it says so, all on the
    // device.
    const at::Tensor skip = found_inf->reshape({}).to(at::kBool);
    const Tensors all = part.all();
    const Tensors before = copies_of(all);
    apply(part, gradients(active));
    for (std::size_t i = 0; i < all.size(); ++i) all[i].copy_(at::where(skip, before[i], all[i]));
  }

 private:
  struct Part {
    Tensors values, square_avg, momentum, grad_avg;

    Tensors all() const {
      Tensors result = values;
      for (const auto* tensors : {&square_avg, &momentum, &grad_avg}) {
        result.insert(result.end(), tensors->begin(), tensors->end());
      }
      return result;
    }
  };

  void apply(const Part& part, Tensors gradients) const {
    if (options_.weight_decay != 0) {
      gradients = at::_foreach_add(gradients, part.values, options_.weight_decay);
    }
    at::_foreach_mul_(part.square_avg, options_.smoothing);
    at::_foreach_addcmul_(part.square_avg, gradients, gradients, 1 - options_.smoothing);
    Tensors root;
    if (options_.centered) {
      at::_foreach_lerp_(part.grad_avg, gradients, 1 - options_.smoothing);
      root = at::_foreach_addcmul(part.square_avg, part.grad_avg, part.grad_avg, -1);
      at::_foreach_sqrt_(root);
    } else {
      root = at::_foreach_sqrt(part.square_avg);
    }
    at::_foreach_add_(root, *options_.epsilon);
    if (!part.momentum.empty()) {
      at::_foreach_mul_(part.momentum, options_.momentum);
      at::_foreach_addcdiv_(part.momentum, gradients, root, 1);
    }
    if (device_rate().defined()) {
      const Tensors change =
          part.momentum.empty() ? Tensors(at::_foreach_div(gradients, root)) : part.momentum;
      at::_foreach_sub_(part.values, at::_foreach_mul(change, device_rate()));
    } else if (part.momentum.empty()) {
      at::_foreach_addcdiv_(part.values, gradients, root, -learning_rate());
    } else {
      at::_foreach_add_(part.values, part.momentum, -learning_rate());
    }
  }

  OptimizerOptions options_;
  Tensors square_avg_;
  Tensors momentum_;
  Tensors grad_avg_;
};

}  // namespace

std::unique_ptr<Optimizer> make_rmsprop(const OptimizerOptions& options,
                                        std::vector<at::Tensor> parameters) {
  return std::make_unique<RmsProp>(options, std::move(parameters));
}

}  // namespace plumb
