#include <utility>

#include "data_scale.hpp"
#include "foretold_shortfall.hpp"
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
    const InputSize size(*probe);
    Verdict verdict = describe(run, *probe, size);
    if ((size.is_off(t_) || has_small_columns(run)) && warn_of_hidden_columns(run, t_, verdict)) {
      verdict.remedies = with_both(run, t_, {remedies::standardize(run.facts)});
      noticed_.foretell(verdict);
      return verdict;
    }
    if (!size.is_off(t_)) {
      if (size.root_mean_square < 1 / t_.input_high || has_small_columns(run))
        noticed_.suspect(verdict);
      return std::nullopt;
    }
    if (is_taken_away(run, size)) {
      verdict.severity = Severity::info;
      verdict.message += ", which the normalization behind the first layer makes of any";
      return verdict;
    }
    const bool shows = size.is_far(t_) && shows_at_once(run, size.root_mean_square);
    verdict.severity = shows ? Severity::warning : Severity::info;
    if (verdict.severity == Severity::info) noticed_.keep(run, verdict);
    return verdict;
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return noticed_.at_an_evaluation(run, t_);
  }

  bool always_finishes() const override { return true; }

  /// Inputs a little too small explain a run that has learnt nothing.
  std::optional<Verdict> finish(const RunView& run) override {
    return noticed_.at_the_end(run, t_);
  }

 private:
  Verdict describe(const RunView& run, const ActivationProbe& probe, const InputSize& size) const {
    Verdict verdict;
    verdict.layer = input_tap;
    verdict.evidence = {{"root_mean_square", size.root_mean_square},
                        {"mean", probe.mean},
                        {"deviation", probe.deviation}};
    verdict.message = "the inputs have a root mean square of " + brief(size.root_mean_square) +
                      "; initial weights are made for inputs of about 1";
    verdict.remedies = remedies::fit_inputs(run);
    // Neither another size is a remedy for what follows nor a normalization after the first layer:
    // its running means would have to follow every step to a small part of what the inputs' mean,
    // or the large columns, make of it.
    if (size.hardly_differs(t_)) {
      verdict.evidence.emplace_back("difference", size.difference);
      verdict.message = "the inputs have a root mean square of " + brief(size.root_mean_square) +
                        ", nearly all of which is the same for every sample: they differ by " +
                        brief(size.difference) + ", and scaled they would still hardly differ";
      verdict.remedies = {remedies::standardize(run.facts)};
    } else if (!size.is_far(t_) && has_small_columns(run)) {
      verdict.evidence.emplace_back("column_ratio", run.facts.input_ratio);
      verdict.message = "the largest column of the inputs has " + brief(run.facts.input_ratio) +
                        " times the size of the smallest, of which a network sees next to nothing";
      verdict.remedies = {remedies::standardize(run.facts)};
    } else {
      verdict.remedies.push_back(remedies::batch_norm());
    }
    verdict.remedies = with_both(run, t_, std::move(verdict.remedies));
    return verdict;
  }

  bool has_small_columns(const RunView& run) const {
    return run.facts.input_ratio > t_.input_ratio;
  }

  /// Of inputs that are large, and nothing else: of small ones a normalization's epsilon is more.
  bool is_taken_away(const RunView& run, const InputSize& size) const {
    constexpr double no_overflow = 1e15;  // of a square, in float32
    return size.root_mean_square > t_.input_high && size.root_mean_square < no_overflow &&
           !size.hardly_differs(t_) && !has_small_columns(run) &&
           remedies::is_normalized_at_once(run.facts);
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
