#include "kept_gradients.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "accumulation_hook.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {

/// One parameter's gradient from step to step: a sum that goes on in place changes it once for each
/// backward pass, and zero_grad, which replaces or changes it, once more.
class KeptGradients::Chain {
 public:
  explicit Chain(const at::Tensor& parameter)
      : parameter_(parameter), hook_(parameter, [this](const at::Tensor& sum) { follow(sum); }) {}

  /// Whether a backward pass came by in this step, and whether each of them added to what the step
  /// before left.
  bool has_come() const { return has_come_; }
  bool goes_on() const { return goes_on_; }

  void end_step() {
    const at::Tensor& gradient = parameter_.grad();
    if (gradient.defined())
      note(gradient);
    else
      last_.reset();
    has_come_ = false;
    goes_on_ = true;
  }

  bool is_there() const {
    const at::Tensor& gradient = parameter_.grad();
    return gradient.defined() && device_norms({gradient})[0].item<double>() != 0;
  }

 private:
  void follow(const at::Tensor& sum) {
    goes_on_ = goes_on_ && last_._unsafe_get_target() == sum.unsafeGetTensorImpl() &&
               version_ + 1 == sum._version();
    has_come_ = true;
    note(sum);
  }

  void note(const at::Tensor& gradient) {
    last_ = c10::weak_intrusive_ptr<c10::TensorImpl>(gradient.getIntrusivePtr());
    version_ = gradient._version();
  }

  at::Tensor parameter_;
  c10::weak_intrusive_ptr<c10::TensorImpl> last_{c10::intrusive_ptr<c10::TensorImpl>()};
  std::int64_t version_ = 0;
  bool has_come_ = false;
  bool goes_on_ = true;
  AccumulationHook hook_;
};

KeptGradients::KeptGradients(const ParameterList& parameters) : parameters_(parameters) {
  for (const auto& tensor : parameters_.tensors) chains_.push_back(std::make_unique<Chain>(tensor));
}

KeptGradients::~KeptGradients() = default;

std::optional<bool> KeptGradients::end_step() {
  bool some_came = false;
  bool some_were_cleared = false;
  for (const auto& chain : chains_) {
    some_came = some_came || chain->has_come();
    some_were_cleared = some_were_cleared || (chain->has_come() && !chain->goes_on());
    chain->end_step();
  }
  if (!some_came) return std::nullopt;
  // The first gradients of a run are added to nothing.
  if (steps_++ == 0) return std::nullopt;
  if (some_were_cleared) return false;
  if (steps_ <= enough_steps) return std::nullopt;
  return some_are_there();
}

/// Else they are cleared between the update and the end of the step.
bool KeptGradients::some_are_there() const {
  return std::any_of(chains_.begin(), chains_.end(),
                     [](const auto& chain) { return chain->is_there(); });
}

}  // namespace plumb
