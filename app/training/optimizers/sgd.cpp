#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

/// Stochastic gradient descent with momentum, by LibTorch's fused kernel.
class Sgd : public Optimizer {
 public:
  Sgd(const OptimizerOptions& options, std::vector<at::Tensor> parameters)
      : Optimizer(std::move(parameters), *options.learning_rate), options_(options) {
    if (options_.momentum > 0) momentum_ = state_like(this->parameters());
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> result;
    append_state(result, "momentum", momentum_);
    return result;
  }

 protected:
  void update(const std::vector<std::size_t>& active,
              const std::optional<at::Tensor>& found_inf) override {
    const auto momentum = momentum_.empty() ? momentum_ : select(momentum_, active);
    // torch::optim starts each buffer as the first gradient; with no dampening a zero buffer
    // becomes just that.
    with_rate(device_rate(), learning_rate(), [&](const auto& rate) {
      at::_fused_sgd_(select(parameters(), active), gradients(active), momentum,
                      options_.weight_decay, options_.momentum, rate, /*dampening=*/0,
                      options_.nesterov, /*maximize=*/false,
                      /*is_first_step=*/false, {}, found_inf);
    });
  }

 private:
  OptimizerOptions options_;
  std::vector<at::Tensor> momentum_;
};

}  // namespace

std::unique_ptr<Optimizer> make_sgd(const OptimizerOptions& options,
                                    std::vector<at::Tensor> parameters) {
  return std::make_unique<Sgd>(options, std::move(parameters));
}

}  // namespace plumb
