#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

/// Adagrad (Duchi et al. 2011), by LibTorch's fused kernel.
class Adagrad : public Optimizer {
 public:
  Adagrad(const OptimizerOptions& options, std::vector<at::Tensor> parameters)
      : Optimizer(std::move(parameters), *options.learning_rate),
        options_(options),
        sums_(state_like(this->parameters())),
        steps_(this->parameters()) {}

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> result;
    append_state(result, "sum", sums_);
    append_state(result, "step", steps_.tensors());
    return result;
  }

 protected:
  void update(const std::vector<std::size_t>& active,
              const std::optional<at::Tensor>& found_inf) override {
    steps_.advance(active);
    with_rate(device_rate(), learning_rate(), [&](const auto& rate) {
      at::_fused_adagrad_(select(parameters(), active), gradients(active), select(sums_, active),
                          select(steps_.tensors(), active), rate, /*lr_decay=*/0.0,
                          options_.weight_decay, *options_.epsilon, /*maximize=*/false, {},
                          found_inf);
    });
    steps_.undo_if(active, found_inf);
  }

 private:
  OptimizerOptions options_;
  std::vector<at::Tensor> sums_;
  StepCounts steps_;
};

}  // namespace

std::unique_ptr<Optimizer> make_adagrad(const OptimizerOptions& options,
                                        std::vector<at::Tensor> parameters) {
  return std::make_unique<Adagrad>(options, std::move(parameters));
}

}  // namespace plumb
