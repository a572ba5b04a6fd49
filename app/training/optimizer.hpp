#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/update_sums.hpp"

namespace plumb {

/// The update rules and their defaults. docs/optimizers.md has them as a table.
struct OptimizerOptions {
  std::string name = "adam";            ///< adam, keras-adam, adamw, sgd, rmsprop, adagrad
  std::optional<double> learning_rate;  ///< unset: 1e-3, or 1e-2 for sgd, rmsprop and adagrad; > 0
  double beta1 = 0.9;                   ///< adam's; in [0, 1)
  double beta2 = 0.999;
  std::optional<double> epsilon;  ///< unset: 1e-8, or keras-adam 1e-7, adagrad 1e-10
  double momentum = 0;            ///< sgd, rmsprop; in [0, 1)
  bool nesterov = false;          ///< sgd with momentum > 0
  double weight_decay = 0;        ///< decoupled in adamw and keras-adam, else an L2 penalty; >= 0
  double smoothing = 0.99;        ///< rmsprop's alpha
  bool centered = false;          ///< rmsprop
};

/// One update rule over a fixed list of parameters, equal to torch::optim's of the same name within
/// float tolerance but in one fused or foreach call per step. A parameter without gradient is left
/// alone. On a device everything that changes from step to step is there, so that a CUDA graph can
/// repeat step().
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// Updates every parameter from its `.grad`. Where `found_inf` is defined and not 0 nothing
  /// changes, decided on the device.
  void step(const at::Tensor& found_inf = {});

  /// What step() did to a parameter that it updated.
  using UpdateObserver = std::function<void(const at::Tensor& parameter, const UpdateSums& sums)>;

  /// Whether step() sums up what it does, where that is asked for.
  virtual bool sums_updates() const { return false; }

  /// From here on step() shows its sums; {}: no more. Only where sums_updates().
  void observe_updates(UpdateObserver observer) { observer_ = std::move(observer); }

  /// Drops all gradients, so that the next backward pass writes instead of adding.
  void zero_grad();

  /// Everything that a resumed run needs, by a stable name ("3.exp_avg"). The tensors alias the
  /// state.
  virtual std::vector<std::pair<std::string, at::Tensor>> state() const = 0;

  double learning_rate() const { return learning_rate_; }

  /// From the next step on; >= 0. Of a step that was captured in a graph too.
  void set_learning_rate(double rate);

 protected:
  Optimizer(std::vector<at::Tensor> parameters, double learning_rate);

  /// `active`: positions of the parameters that have a gradient; never empty.
  virtual void update(const std::vector<std::size_t>& active,
                      const std::optional<at::Tensor>& found_inf) = 0;

  /// On a device the learning rate as a float scalar there, always the same tensor, so that a step
  /// that is repeated from a graph takes the rate of its own time; undefined on the CPU.
  const at::Tensor& device_rate() const { return device_rate_; }

  const UpdateObserver& update_observer() const { return observer_; }

  const std::vector<at::Tensor>& parameters() const { return parameters_; }
  std::vector<at::Tensor> gradients(const std::vector<std::size_t>& active) const;

 private:
  std::vector<at::Tensor> parameters_;
  double learning_rate_;
  at::Tensor device_rate_;
  UpdateObserver observer_;
};

/// The same options with the optimizer's defaults filled in. Throws Error naming the option that is
/// out of range or the optimizer that does not exist.
OptimizerOptions resolve(const OptimizerOptions& options);

/// Throws what resolve throws.
std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options,
                                          std::vector<at::Tensor> parameters);

struct OptimizerInfo {
  std::string name;
  std::string description;
};

/// Every name make_optimizer takes.
const std::vector<OptimizerInfo>& optimizers();

}  // namespace plumb
