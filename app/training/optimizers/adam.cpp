#include <ATen/Parallel.h>

#include <cmath>

#include "training/optimizers/adam_kernel.hpp"
#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

// Below it, waking a second thread takes longer than it saves.
constexpr std::int64_t entries_per_thread = std::int64_t{1} << 16;

using FusedAdam = void (*)(at::TensorList, at::TensorList, at::TensorList, at::TensorList,
                           at::TensorList, at::TensorList, double, double, double, double, double,
                           bool, bool, const std::optional<at::Tensor>&,
                           const std::optional<at::Tensor>&);

/// Adam (Kingma & Ba 2015), AdamW (Loshchilov & Hutter 2019) and Keras's form of Adam, by
/// LibTorch's fused kernels, or on the CPU by one of ours.
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
    const Moments all{select(parameters(), active), gradients(active), select(exp_avg_, active),
                      select(exp_avg_sq_, active), select(steps_.tensors(), active)};
    const double epsilon = next_epsilon();
    if (!found_inf && all.suit_kernel())
      run_kernel(all, epsilon);
    else
      run_fused(all, epsilon, found_inf);
    steps_.undo_if(active, found_inf);
  }

 private:
  using Tensors = std::vector<at::Tensor>;

  struct Moments {
    Tensors values, gradients, exp_avg, exp_avg_sq, steps;

    /// Float32 on the CPU, each parameter's four tensors laid out alike and without gaps.
    bool suit_kernel() const {
      for (std::size_t i = 0; i < values.size(); ++i) {
        const at::Tensor& value = values[i];
        if (!value.is_cpu() || !value.is_non_overlapping_and_dense()) return false;
        for (const auto* other : {&value, &gradients[i], &exp_avg[i], &exp_avg_sq[i]}) {
          if (other->scalar_type() != at::kFloat || other->layout() != at::kStrided) return false;
          if (other->strides() != value.strides()) return false;
        }
      }
      return true;
    }
  };

  void run_kernel(const Moments& all, double epsilon) const {
    using Decay = AdamRule::Decay;
    const auto decay = options_.weight_decay == 0 ? Decay::none
                       : form_ == Form::decoupled ? Decay::decoupled
                                                  : Decay::penalty;
    for (std::size_t i = 0; i < all.values.size(); ++i) {
      const AdamRule rule(learning_rate(), options_.beta1, options_.beta2, epsilon, decay,
                          options_.weight_decay,
                          static_cast<double>(*all.steps[i].const_data_ptr<float>()));
      const AdamEntries entries{all.values[i].mutable_data_ptr<float>(),
                                all.gradients[i].const_data_ptr<float>(),
                                all.exp_avg[i].mutable_data_ptr<float>(),
                                all.exp_avg_sq[i].mutable_data_ptr<float>(), all.values[i].numel()};
      at::parallel_for(
          0, entries.count, entries_per_thread,
          [&](std::int64_t first, std::int64_t end) { adam_step(rule, entries.part(first, end)); });
    }
  }

  void run_fused(const Moments& all, double epsilon,
                 const std::optional<at::Tensor>& found_inf) const {
    const auto fused = form_ == Form::decoupled ? static_cast<FusedAdam>(at::_fused_adamw_)
                                                : static_cast<FusedAdam>(at::_fused_adam_);
    fused(all.values, all.gradients, all.exp_avg, all.exp_avg_sq, {}, all.steps, learning_rate(),
          options_.beta1, options_.beta2, options_.weight_decay, epsilon, /*amsgrad=*/false,
          /*maximize=*/false, {}, found_inf);
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
