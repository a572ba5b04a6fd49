#include <utility>

#include "data_scale.hpp"
#include "layer_view.hpp"
#include "normalized_pairs.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "start_notice.hpp"
#include "streak.hpp"
#include "taps.hpp"
#include "text.hpp"
#include "unreachable_targets.hpp"

namespace plumb {
namespace {

constexpr int warning_probes = 20;  // healthy tanh networks on wide inputs need up to 100 steps

/// Most of a layer's sigmoids or tanhs sit where their slope is next to nothing.
class SaturatedUnits final : public Rule {
 public:
  explicit SaturatedUnits(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "saturated-units"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!std::exchange(has_begun_, true)) {
      if (auto pairs = normalized_pairs(run)) return pairs;
      if (auto few = normalized_few(run)) few_.suspect(*std::move(few));
    }
    if (auto outputs = unreachable_targets(run, t_, /*by_relu=*/false)) return outputs;
    if (auto outputs = no_probabilities(run)) return outputs;
    if (run.record.activations.empty()) return std::nullopt;
    std::optional<std::size_t> worst;
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      const ActivationProbe* probe = run.activation(i);
      // An output that is sure of itself is not a hidden layer that is stuck.
      if (probe == nullptr || !probe->saturated || is_output(run.taps[i].name)) continue;
      if (!worst || *probe->saturated > *run.activation(*worst)->saturated) worst = i;
    }
    const bool saturated = worst && *run.activation(*worst)->saturated > t_.saturated_share;
    const int length = streak_.update(saturated, run.record.step);
    if (length == 0) return std::nullopt;
    const bool learns = run.loss.best_learnt() > t_.learnt && !is_by_inputs(run);
    return verdict(run, *worst,
                   length >= warning_probes && !learns ? Severity::warning : Severity::info);
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return few_.at_an_evaluation(run, t_);
  }

  bool always_finishes() const override { return few_.suspected().has_value(); }

  std::optional<Verdict> finish(const RunView& run) override { return few_.at_the_end(run, t_); }

 private:
  /// What large inputs have saturated from the first step on a network may learn around, and does
  /// worse for it.
  bool is_by_inputs(const RunView& run) const {
    const ActivationProbe* probe = probe_of(run, input_tap);
    return streak_.since() == 0 && probe != nullptr &&
           InputSize(*probe).root_mean_square > t_.input_high &&
           !has_recurrence(run.facts.parameters) && !remedies::is_normalized_at_once(run.facts);
  }

  Verdict verdict(const RunView& run, std::size_t tap, Severity severity) const {
    Verdict verdict;
    verdict.severity = severity;
    verdict.layer = run.taps[tap].name;
    verdict.first_step = streak_.since();
    verdict.evidence = {{"saturated", *run.activation(tap)->saturated},
                        {"threshold", t_.saturated_share}};
    verdict.message = percent_text(*run.activation(tap)->saturated) + " of the outputs of " +
                      run.taps[tap].name +
                      " are so near an end of the activation that hardly any gradient passes";
    verdict.remedies = remedies::fit_inputs(run);
    // No step has saturated what was so before the first.
    const bool by_steps = streak_.since() > 0;
    remedies::append(verdict.remedies,
                     remedies::list({by_steps ? remedies::lower_rate(run.facts) : std::nullopt,
                                     remedies::smaller_weights(), remedies::batch_norm(),
                                     remedies::activation(run.facts)}));
    return verdict;
  }

  Thresholds t_;
  Streak streak_;
  StartNotice few_;  // samples that are normalized together
  bool has_begun_ = false;
};

}  // namespace

std::unique_ptr<Rule> saturated_units(const Thresholds& thresholds) {
  return std::make_unique<SaturatedUnits>(thresholds);
}

}  // namespace plumb
