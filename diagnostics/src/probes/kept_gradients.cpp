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

  const at::Tensor& parameter() const { return parameter_; }
  std::int64_t size() const { return parameter_.numel(); }

  bool can_be_checked() const {
    const at::Tensor& gradient = parameter_.grad();
    return parameter_.requires_grad() && gradient.defined() && gradient.layout() == at::kStrided &&
           device_norms({gradient})[0].item<double>() != 0;
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

/// Whether the next backward pass finds a gradient's entries as they are at the end of this step: a
/// tensor can be cleared behind its counter, as by data().zero_().
class KeptGradients::Check {
 public:
  explicit Check(const at::Tensor& parameter)
      : parameter_(parameter),
        entries_(parameter.grad().detach().clone()),
        hook_(parameter_.register_hook([this](const at::Tensor&) { look(); })) {}
  ~Check() { parameter_.remove_hook(hook_); }
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;

  /// Nothing until one has come by.
  const std::optional<bool>& answer() const { return answer_; }

 private:
  void look() {
    if (answer_) return;
    const at::Tensor& now = parameter_.grad();
    answer_ = now.defined() && now.sizes() == entries_.sizes() &&
              now.device() == entries_.device() && now.scalar_type() == entries_.scalar_type() &&
              at::equal(now.detach(), entries_);
  }

  at::Tensor parameter_;
  at::Tensor entries_;
  std::optional<bool> answer_;
  unsigned hook_;
};

KeptGradients::KeptGradients(const ParameterList& parameters) {
  for (const auto& tensor : parameters.tensors) chains_.push_back(std::make_unique<Chain>(tensor));
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
  if (check_) return check_->answer();
  // The first gradients of a run are added to nothing.
  if (steps_++ == 0) return std::nullopt;
  if (some_were_cleared) return false;
  if (steps_ < enough_steps) return std::nullopt;
  return begin_check() ? std::nullopt : std::optional(false);
}

/// Of the smallest gradient that is not 0; where all are, they have been cleared since the update.
/// From the smallest on, since a device is waited for at each that is asked.
bool KeptGradients::begin_check() {
  std::vector<const Chain*> by_size;
  for (const auto& chain : chains_) by_size.push_back(chain.get());
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const Chain* a, const Chain* b) { return a->size() < b->size(); });
  const auto smallest = std::find_if(by_size.begin(), by_size.end(),
                                     [](const Chain* chain) { return chain->can_be_checked(); });
  if (smallest == by_size.end()) return false;
  check_ = std::make_unique<Check>((*smallest)->parameter());
  return true;
}

}  // namespace plumb
