#include "rules.hpp"

namespace plumb {
namespace {

/// Each backward pass adds to the gradients of all steps before, since nobody clears them.
class MissingZeroGrad final : public Rule {
 public:
  std::string_view name() const override { return "missing-zero-grad"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!first_step_) first_step_ = run.record.step;
    if (!run.record.gradients_kept) return std::nullopt;
    const std::int64_t steps = run.record.step - *first_step_ + 1;
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step = *first_step_;
    verdict.evidence = {{"steps", static_cast<double>(steps)}};
    verdict.message = "in " + std::to_string(steps) +
                      " steps nobody has cleared the gradients: each backward pass adds its own to "
                      "the sum of all before";
    verdict.remedies = {{"call zero_grad() before each step's first backward()", {}}};
    return verdict;
  }

 private:
  std::optional<std::int64_t> first_step_;
};

}  // namespace

std::unique_ptr<Rule> missing_zero_grad(const Thresholds&) {
  return std::make_unique<MissingZeroGrad>();
}

}  // namespace plumb
