#include <algorithm>
#include <cmath>

#include "layer_view.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "start_notice.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Inputs far from the size that initializers are made for. Needs the tap of the inputs.
class InputScale final : public Rule {
 public:
  explicit InputScale(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "input-scale"; }

  /// The first loss may be what inputs that large overflow in.
  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step != 0) return noticed_.harm(run, t_);
    const ActivationProbe* probe = probe_of(run, input_tap);
    if (probe == nullptr) return std::nullopt;
    const double size = std::hypot(probe->mean, probe->deviation);
    if (size < 1 / t_.input_high) noticed_.suspect(describe(run, *probe));
    if (!(size > t_.input_high || size < t_.input_low)) return std::nullopt;
    Verdict verdict = describe(run, *probe);
    verdict.severity = shows_at_once(run, size) ? Severity::warning : Severity::info;
    if (verdict.severity == Severity::info) noticed_.keep(run, verdict);
    return verdict;
  }

  bool always_finishes() const override { return true; }

  /// Inputs a little too small explain a run that has learnt nothing.
  std::optional<Verdict> finish(const RunView& run) override {
    return noticed_.at_the_end(run, t_);
  }

 private:
  Verdict describe(const RunView& run, const ActivationProbe& probe) const {
    const double size = std::hypot(probe.mean, probe.deviation);
    Verdict verdict;
    verdict.layer = input_tap;
    verdict.evidence = {
        {"root_mean_square", size}, {"mean", probe.mean}, {"deviation", probe.deviation}};
    verdict.message = "the inputs have a root mean square of " + brief(size) +
                      "; initial weights are made for inputs of about 1";
    verdict.remedies = remedies::fit_inputs(run);
    if (hardly_differs(probe, size)) {
      verdict.message +=
          ". Nearly all of it is the same for every sample: scaled they would still hardly differ";
      // Nor is a normalization after the first layer one: its running means would have to follow
      // every step to a small part of what the inputs' mean makes of it.
      verdict.remedies = {remedies::standardize(run.facts)};
    } else {
      verdict.remedies.push_back(remedies::batch_norm());
    }
    return verdict;
  }

  /// From sample to sample, against its size: columns may differ from each other all the same.
  bool hardly_differs(const ActivationProbe& probe, double size) const {
    const double deviation = probe.spread ? *probe.spread * size : probe.deviation;
    return size > t_.input_mean * deviation;
  }

  /// In a saturated layer, or since the inputs are next to nothing, or shut gates that no tap
  /// shows.
  bool shows_at_once(const RunView& run, double size) const {
    if (size < t_.input_low || has_recurrence(run.facts.parameters)) return true;
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      const ActivationProbe* probe = run.activation(i);
      if (probe != nullptr && probe->saturated && *probe->saturated > t_.saturated_share)
        return true;
    }
    return false;
  }

  Thresholds t_;
  StartNotice noticed_;
};

}  // namespace

std::unique_ptr<Rule> input_scale(const Thresholds& thresholds) {
  return std::make_unique<InputScale>(thresholds);
}

}  // namespace plumb
