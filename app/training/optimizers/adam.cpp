#include <algorithm>
#include <cmath>
#include <numeric>

#include "plumb/internal/memory_layout.hpp"
#include "plumb/internal/parallel.hpp"
#include "training/optimizers/adam_kernel.hpp"
#include "training/optimizers/optimizers.hpp"
#include "training/optimizers/state.hpp"

namespace plumb {
namespace {

// Below it, waking a second thread takes longer than it saves.
constexpr std::int64_t entries_per_thread = std::int64_t{1} << 14;

// Entries whose sums are formed by one thread, so that any number of threads gives the same sums.
constexpr std::int64_t block_entries = 1024;

// A step count after which Adam's bias corrections are exactly 1.
constexpr double long_ago = 1e30;

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
        steps_(this->parameters()),
        iterations_(at::zeros({}, scalar_options().dtype(at::kLong))) {
    if (form_ == Form::keras) long_ago_ = at::full({}, long_ago, scalar_options());
  }

  bool sums_updates() const override { return parameters().front().is_cpu(); }

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
    count_iteration();
    if (!found_inf && all.suit_kernel())
      run_kernel(all);
    else if (update_observer())
      run_observed(all, found_inf);
    else
      run_fused(all, found_inf);
    steps_.undo_if(active, found_inf);
    if (found_inf) iterations_.sub_(found_inf->reshape({}).to(at::kLong));
  }

 private:
  using Tensors = std::vector<at::Tensor>;

  struct Moments {
    Tensors values, gradients, exp_avg, exp_avg_sq, steps;

    /// Float32 on the CPU, each parameter's four tensors laid out alike and without gaps.
    bool suit_kernel() const {
      for (std::size_t i = 0; i < values.size(); ++i) {
        const at::Tensor& value = values[i];
        if (!value.is_cpu()) return false;
        for (const auto* other : {&value, &gradients[i], &exp_avg[i], &exp_avg_sq[i]}) {
          if (other->scalar_type() != at::kFloat || other->layout() != at::kStrided) return false;
          if (!laid_out_alike(value, *other)) return false;
        }
      }
      return true;
    }
  };

  void run_kernel(const Moments& all) const {
    using Decay = AdamRule::Decay;
    const auto decay = options_.weight_decay == 0 ? Decay::none
                       : form_ == Form::torch     ? Decay::penalty
                                                  : Decay::decoupled;
    const double epsilon = host_epsilon();
    std::vector<KernelUpdate> updates;
    updates.reserve(all.values.size());
    std::int64_t entries = 0;
    for (std::size_t i = 0; i < all.values.size(); ++i) {
      updates.push_back(
          {AdamRule(learning_rate(), options_.beta1, options_.beta2, epsilon, decay,
                    options_.weight_decay, host_step(all.steps[i])),
           AdamEntries{all.values[i].mutable_data_ptr<float>(),
                       all.gradients[i].const_data_ptr<float>(),
                       all.exp_avg[i].mutable_data_ptr<float>(),
                       all.exp_avg_sq[i].mutable_data_ptr<float>(), all.values[i].numel()}});
      entries += all.values[i].numel();
    }
    if (update_observer())
      run_observed(updates, entries, all.values);
    else
      run_updates(updates, entries);
  }

  struct KernelUpdate {
    AdamRule rule;
    AdamEntries entries;
  };

  static void run_updates(const std::vector<KernelUpdate>& updates, std::int64_t entries) {
    // Of every parameter the part whose gradient that thread has formed (small_batch.cpp).
    parallel_shares(entries, entries_per_thread, [&](Share share) {
      for (const auto& [rule, parameter] : updates) {
        const auto [first, end] = share.range(parameter.count);
        adam_step(rule, parameter.part(first, end));
      }
    });
  }

  void run_observed(const std::vector<KernelUpdate>& updates, std::int64_t entries,
                    const Tensors& values) const {
    std::vector<std::vector<UpdateSums>> blocks;
    blocks.reserve(updates.size());
    for (const auto& update : updates)
      blocks.emplace_back((update.entries.count + block_entries - 1) / block_entries);
    parallel_shares(entries, entries_per_thread, [&](Share share) {
      for (std::size_t i = 0; i < updates.size(); ++i) {
        const auto& [rule, parameter] = updates[i];
        const auto [first, end] = share.range(parameter.count, block_entries);
        for (auto entry = first; entry < end; entry += block_entries) {
          blocks[i][entry / block_entries] =
              adam_step_observed(rule, parameter.part(entry, std::min(entry + block_entries, end)));
        }
      }
    });
    // In the blocks' order, whichever thread made them.
    for (std::size_t i = 0; i < updates.size(); ++i) {
      update_observer()(values[i],
                        std::accumulate(blocks[i].begin(), blocks[i].end(), UpdateSums(),
                                        [](auto sum, const auto& more) { return sum += more; }));
    }
  }

  void run_observed(const Moments& all, const std::optional<at::Tensor>& found_inf) const {
    Tensors before;
    before.reserve(all.values.size());
    for (const auto& value : all.values) before.push_back(value.detach().clone());
    run_fused(all, found_inf);
    for (std::size_t i = 0; i < before.size(); ++i)
      update_observer()(all.values[i], update_sums(all.values[i].detach(), before[i]));
  }

  void run_fused(const Moments& all, const std::optional<at::Tensor>& found_inf) const {
    if (form_ == Form::keras) {
      // The kernel would shrink the weights by a part of keras_rate(), which has the correction.
      if (options_.weight_decay != 0) at::_foreach_mul_(all.values, kept_share(found_inf));
      Moments corrected = all;
      corrected.steps.assign(all.steps.size(), long_ago_);
      fused_step(corrected, keras_rate(), /*weight_decay=*/0, found_inf);
    } else {
      with_rate(device_rate(), learning_rate(),
                [&](const auto& rate) { fused_step(all, rate, options_.weight_decay, found_inf); });
    }
  }

  template <typename Rate>
  void fused_step(const Moments& all, const Rate& rate, double weight_decay,
                  const std::optional<at::Tensor>& found_inf) const {
    const auto call = [&](auto fused) {
      fused(all.values, all.gradients, all.exp_avg, all.exp_avg_sq, at::TensorList(), all.steps,
            rate, options_.beta1, options_.beta2, weight_decay, *options_.epsilon,
            /*amsgrad=*/false, /*maximize=*/false, std::nullopt, found_inf);
    };
    if (form_ == Form::decoupled)
      call([](const auto&... arguments) { at::_fused_adamw_(arguments...); });
    else
      call([](const auto&... arguments) { at::_fused_adam_(arguments...); });
  }

  at::TensorOptions scalar_options() const {
    return at::TensorOptions().dtype(at::kFloat).device(parameters().front().device());
  }

  void count_iteration() {
    if (iterations_.is_cpu())
      ++*iterations_.mutable_data_ptr<std::int64_t>();
    else
      iterations_.add_(1);
  }

  double host_iteration() const {
    return static_cast<double>(*iterations_.const_data_ptr<std::int64_t>());
  }

  /// That the bias corrections go by: Keras counts its steps once for all parameters.
  double host_step(const at::Tensor& step) const {
    if (form_ == Form::keras) return host_iteration();
    return static_cast<double>(*step.const_data_ptr<float>());
  }

  /// Keras adds ε to √v before the bias correction, LibTorch after it: the same ε weighs 1/√(1-β₂ᵗ)
  /// times more in Keras, 31-fold at step 1.
  double host_epsilon() const {
    if (form_ != Form::keras) return *options_.epsilon;
    return *options_.epsilon / std::sqrt(1 - std::pow(options_.beta2, host_iteration()));
  }

  /// The same without a number that the host would have to compute anew for each step: as Keras
  /// writes it, w -= rate · √(1-β₂ᵗ) / (1-β₁ᵗ) · m / (√v + ε), which is a step of Adam long ago
  /// enough to need no correction at this rate.
  at::Tensor keras_rate() const {
    const at::Tensor count = iterations_.to(at::kDouble);
    const auto correction = [&](double beta) { return -(count * std::log(beta)).expm1(); };
    const at::Tensor scale = correction(options_.beta2).sqrt() / correction(options_.beta1);
    const at::Tensor rate =
        device_rate().defined() ? scale * device_rate() : scale * learning_rate();
    return rate.to(at::kFloat);
  }

  /// What decoupled decay leaves of a weight: all of it where the step is left out.
  at::Tensor kept_share(const std::optional<at::Tensor>& found_inf) const {
    const double decay = options_.weight_decay;
    at::Tensor taken = device_rate().defined()
                           ? device_rate() * decay
                           : at::full({}, learning_rate() * decay, scalar_options());
    if (found_inf) taken = taken * (found_inf->reshape({}) == 0);
    return 1 - taken;
  }

  OptimizerOptions options_;
  Form form_;
  Tensors exp_avg_;
  Tensors exp_avg_sq_;
  StepCounts steps_;
  at::Tensor iterations_;  // a tensor, so that checkpoints hold it and a device can count
  at::Tensor long_ago_;    // of keras
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
