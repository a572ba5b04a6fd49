#include <cmath>

#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

/// Adam (Kingma & Ba 2015), AdamW (Loshchilov & Hutter 2019) and Keras's form of Adam, by
/// LibTorch's fused kernels.
class Adam : public Optimizer {
 public:
  enum class Form { torch, keras, decoupled };

  Adam(const OptimizerOptions& options, std::vector<at::Tensor> parameters, Form form)
      : Optimizer(std::move(parameters), *options.learning_rate),
        options_(options),
        form_(form),
        exp_avg_(state_like(this->parameters())),
        exp_avg_sq_(state_like(this->parameters())),
        steps_(this->parameters()) {}

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> result;
    append_state(result, "exp_avg", exp_avg_);
    append_state(result, "exp_avg_sq", exp_avg_sq_);
    append_state(result, "step", steps_.tensors());
    result.emplace_back("iterations", iterations_);
    return result;
  }

 protected:
  void update(const std::vector<std::size_t>& active,
              const std::optional<at::Tensor>& found_inf) override {
    steps_.advance(active);
    const auto values = select(parameters(), active);
    const auto kernel = form_ == Form::decoupled ? run_adamw : run_adam;
    kernel(values, gradients(active), select(exp_avg_, active), select(exp_avg_sq_, active),
           select(steps_.tensors(), active), learning_rate(), options_, next_epsilon(), found_inf);
    steps_.undo_if(active, found_inf);
  }

 private:
  using Tensors = std::vector<at::Tensor>;

  static void run_adam(const Tensors& values, const Tensors& gradients, const Tensors& exp_avg,
                       const Tensors& exp_avg_sq, const Tensors& steps, double learning_rate,
                       const OptimizerOptions& o, double epsilon,
                       const std::optional<at::Tensor>& found_inf) {
    at::_fused_adam_(values, gradients, exp_avg, exp_avg_sq, {}, steps, learning_rate, o.beta1,
                     o.beta2, o.weight_decay, epsilon, /*amsgrad=*/false, /*maximize=*/false, {},
                     found_inf);
  }

  static void run_adamw(const Tensors& values, const Tensors& gradients, const Tensors& exp_avg,
                        const Tensors& exp_avg_sq, const Tensors& steps, double learning_rate,
                        const OptimizerOptions& o, double epsilon,
                        const std::optional<at::Tensor>& found_inf) {
    at::_fused_adamw_(values, gradients, exp_avg, exp_avg_sq, {}, steps, learning_rate, o.beta1,
                      o.beta2, o.weight_decay, epsilon, /*amsgrad=*/false, /*maximize=*/false, {},
                      found_inf);
  }

  /// Keras adds ε to √v before the bias correction, LibTorch after it: the same ε weighs 1/√(1-β₂ᵗ)
  /// times more in Keras, 31-fold at step 1. Keras counts its steps once for all parameters. The
  /// host counts, so that a step which the device skips is counted too; by then the correction is
  /// near 1.
  double next_epsilon() {
    const std::int64_t iteration = ++*iterations_.mutable_data_ptr<std::int64_t>();
    if (form_ != Form::keras) return *options_.epsilon;
    return *options_.epsilon /
           std::sqrt(1 - std::pow(options_.beta2, static_cast<double>(iteration)));
  }

  OptimizerOptions options_;
  Form form_;
  Tensors exp_avg_;
  Tensors exp_avg_sq_;
  StepCounts steps_;
  at::Tensor iterations_ = at::zeros({}, at::kLong);  // a tensor, so that checkpoints hold it
};

}  // namespace

std::unique_ptr<Optimizer> make_adam(const OptimizerOptions& options,
                                     std::vector<at::Tensor> parameters) {
  return std::make_unique<Adam>(options, std::move(parameters), Adam::Form::torch);
}

std::unique_ptr<Optimizer> make_keras_adam(const OptimizerOptions& options,
                                           std::vector<at::Tensor> parameters) {
  return std::make_unique<Adam>(options, std::move(parameters), Adam::Form::keras);
}

std::unique_ptr<Optimizer> make_adamw(const OptimizerOptions& options,
                                      std::vector<at::Tensor> parameters) {
  return std::make_unique<Adam>(options, std::move(parameters), Adam::Form::decoupled);
}

}  // namespace plumb
