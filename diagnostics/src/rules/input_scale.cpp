#include <algorithm>
#include <cmath>

#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Inputs far from the size that initializers are made for. Needs a tap called "input".
class InputScale final : public Rule {
 public:
  explicit InputScale(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "input-scale"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step != 0) return std::nullopt;
    const ActivationProbe* probe = probe_of(run, "input");
    if (probe == nullptr) return std::nullopt;
    const double size = std::hypot(probe->mean, probe->deviation);
    if (!(size > t_.input_high || size < t_.input_low)) return std::nullopt;
    Verdict verdict;
    verdict.severity = matters(run) ? Severity::warning : Severity::info;
    verdict.layer = "input";
    verdict.evidence = {
        {"root_mean_square", size}, {"mean", probe->mean}, {"deviation", probe->deviation}};
    verdict.message = "the inputs have a root mean square of " + brief(size) +
                      "; initial weights are made for inputs of about 1";
    if (const auto remedy = remedies::scale_inputs(run)) verdict.remedies = {*remedy};
    verdict.remedies.push_back(remedies::batch_norm());
    return verdict;
  }

 private:
  /// It shows in the first loss or in the first layer already, or the inputs are next to nothing.
  bool matters(const RunView& run) const {
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      const ActivationProbe* probe = run.activation(i);
      if (probe != nullptr && probe->saturated && *probe->saturated > t_.saturated_share)
        return true;
      if (probe != nullptr && run.taps[i].name == "input" &&
          std::hypot(probe->mean, probe->deviation) < t_.input_low)
        return true;
    }
    return run.record.loss > t_.initial_loss_info * run.loss.baseline();
  }

  Thresholds t_;
};

}  // namespace

std::unique_ptr<Rule> input_scale(const Thresholds& thresholds) {
  return std::make_unique<InputScale>(thresholds);
}

}  // namespace plumb
