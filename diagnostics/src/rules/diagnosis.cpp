#include "plumb/diagnostics/diagnosis.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "foretold_shortfall.hpp"
#include "layer_view.hpp"
#include "odd_settings.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/internal/first_failure.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "score_course.hpp"
#include "shortfall.hpp"
#include "taps.hpp"

namespace plumb {
namespace {

constexpr std::size_t norm_window = 256;
constexpr double whole_rate = 0.9;
constexpr std::int64_t most_recent_steps = 100;  // that say how high the loss is at an evaluation

/// What most hidden taps are, of equally many the one nearest the input;
/// empty where none is known.
std::string usual_activation(const std::vector<TapInfo>& taps) {
  std::map<ActivationKind, int> counts;
  ActivationKind usual = ActivationKind::other;
  for (const auto& tap : taps) {
    if (is_hidden(tap.name) && tap.kind != ActivationKind::other) ++counts[tap.kind];
  }
  for (const auto& tap : taps)
    if (counts.contains(tap.kind) && counts[tap.kind] > counts[usual]) usual = tap.kind;
  return usual == ActivationKind::other ? std::string() : std::string(to_string(usual));
}

}  // namespace

class Diagnosis::Impl {
 public:
  Impl(RunFacts facts, const Thresholds& thresholds, std::vector<std::unique_ptr<Rule>> rules)
      : thresholds_(thresholds),
        facts_(std::move(facts)),
        layers_(layers_of(facts_.parameters)),
        knows_simple_models_(!facts_.simple_models.empty()),
        loss_(facts_.baseline_loss, facts_.loss_has_course, facts_.least_loss),
        norms_(norm_window) {
    for (auto& rule : rules) add(std::move(rule));
  }

  void add(std::unique_ptr<Rule> rule) {
    for (const auto& other : rules_) {
      if (other->name() == rule->name())
        throw Error("there are two rules called '" + std::string(rule->name()) + "'");
    }
    rules_.push_back(std::move(rule));
  }

  void on_finding(std::function<void(const Finding&)> callback) { callback_ = std::move(callback); }

  void observe(const StepRecord& record, const std::vector<TapInfo>& taps) {
    check_sizes(record);
    loss_.add(record.loss);
    norms_.add(record.norm);
    last_ = record;
    last_.probes.clear();
    last_.activations.clear();
    // A library's loop seldom says so itself, and would be advised what it has.
    if (facts_.activation.empty()) facts_.activation = usual_activation(taps);
    note_warm_up(record, taps);
    const RunView view = view_of(record, taps);
    if (view.probed() && !first_update_) first_update_ = median_update_ratio(view);
    FirstFailure failure;
    for (const auto& rule : rules_) {
      if (!std::isfinite(record.loss) && !rule->sees_non_finite()) continue;
      failure.run([&] {
        if (auto verdict = rule->observe(view)) report(rule->name(), record.step, *verdict);
      });
    }
    if (record.learning_rate)
      highest_rate_ = std::max(*record.learning_rate, highest_rate_.value_or(0));
    failure.rethrow();
  }

  void observe_evaluation(const EvaluationLosses& losses) {
    losses.classes.check();
    if (loss_.steps() == 0) return;
    evaluation_ = losses;
    if (const auto score = network_score(view_of_last_step()))
      scores_.add({loss_.steps(), *score, recently_learnt()});
    evaluated_ = loss_.steps();
    const RunView view = view_of_last_step();
    FirstFailure failure;
    for (const auto& rule : rules_) {
      failure.run([&] {
        if (auto verdict = rule->observe_evaluation(view, losses))
          report(rule->name(), last_.step, *verdict);
      });
    }
    failure.rethrow();
  }

  void finish() {
    if (loss_.steps() == 0) return;
    FirstFailure failure;
    for (const bool last : {false, true}) {
      const bool is_explained = worst(findings_) != Severity::info;
      for (const auto& rule : rules_) {
        if (rule->finishes_last() != last || (is_explained && !rule->always_finishes())) continue;
        failure.run([&] {
          if (auto verdict = rule->finish(view_of_last_step()))
            report(rule->name(), last_.step, *verdict);
        });
      }
    }
    failure.rethrow();
  }

  const std::vector<Finding>& findings() const { return findings_; }

  void set_clip(const Clip& clip) { facts_.clip = clip; }

  bool wants_simple_models(RunStage stage) const {
    if (knows_simple_models_) return false;
    const RunView run = view_of_last_step();
    if (stage == RunStage::start)
      return loss_.steps() == 0 && (is_linear_map(run) || may_hide_columns(facts_, thresholds_));
    if (!leaves_room(run, thresholds_)) return false;
    if (stage == RunStage::end) return loss_.steps() >= thresholds_.ended_steps;
    const auto gain = scores_.last_gain();
    return gain && *gain < thresholds_.standing_gain;
  }

  const std::vector<SimpleModel>& simple_models() const { return facts_.simple_models; }

  void set_simple_models(std::vector<SimpleModel> models) {
    for (const auto& model : models) model.check();
    facts_.simple_models = std::move(models);
    knows_simple_models_ = true;
  }

 private:
  /// Of few inputs, so that it can be told whether one will do.
  bool is_linear_map(const RunView& run) const {
    return remedies::missing_activation(facts_) && tell_of_linear(run, simple_model_samples);
  }

  RunView view_of(const StepRecord& record, const std::vector<TapInfo>& taps) const {
    return {facts_,         layers_,        taps,          record,
            loss_,          norms_,         highest_rate_, evaluation_ ? &*evaluation_ : nullptr,
            scores_.best(), scores_.gain(), warm_up_};
  }

  void note_warm_up(const StepRecord& record, const std::vector<TapInfo>& taps) {
    if (warm_up_ == loss_.steps() - 1 && view_of(record, taps).rate_share() < whole_rate)
      warm_up_ = loss_.steps();
  }

  /// The share of the baseline that the mean of the losses since the last evaluation has lost; 0
  /// of one that is still above it, and where that says nothing.
  double recently_learnt() const {
    const auto steps = std::clamp<std::int64_t>(loss_.steps() - evaluated_, 1, most_recent_steps);
    const auto mean = loss_.window().mean(static_cast<std::size_t>(steps));
    return mean && loss_.has_scale() ? std::max(0.0, loss_.learnt_at(*mean)) : 0;
  }

  /// Between steps: without probes.
  RunView view_of_last_step() const {
    static const std::vector<TapInfo> no_taps;
    return view_of(last_, no_taps);
  }

  /// Rules take the numbers of a record by the parameter's position.
  void check_sizes(const StepRecord& record) const {
    const std::size_t expected = facts_.parameters.size();
    const auto check = [&](const char* what, std::size_t count) {
      if (count == expected) return;
      throw Error("the record of step " + std::to_string(record.step) + " has " + what + " of " +
                  std::to_string(count) + " parameters, and the run has " +
                  std::to_string(expected));
    };
    check("norms", record.norms.size());
    if (!record.probes.empty()) check("probes", record.probes.size());
  }

  void report(std::string_view rule, std::int64_t step, Verdict& verdict) {
    const auto found = std::find_if(findings_.begin(), findings_.end(),
                                    [&](const Finding& f) { return f.rule == rule; });
    if (found == findings_.end()) {
      if (verdict.last_step.value_or(step) < step) return;
      findings_.emplace_back();
      findings_.back().rule = rule;
      adopt(findings_.back(), step, verdict);
      return;
    }
    if (verdict.severity > found->severity) {
      adopt(*found, step, verdict);
      return;
    }
    if (verdict.disproved) found->severity = verdict.severity;
    if ((verdict.restates || verdict.disproved) && verdict.severity == found->severity)
      word(*found, verdict);
    found->last_step = std::max(found->last_step, verdict.last_step.value_or(step));
  }

  void adopt(Finding& finding, std::int64_t step, Verdict& verdict) {
    if (finding.severity == Severity::info) finding.reported_step = step;
    finding.severity = verdict.severity;
    finding.first_step = verdict.first_step;
    finding.last_step = verdict.last_step.value_or(step);
    word(finding, verdict);
    if (callback_) callback_(finding);
  }

  void word(Finding& finding, Verdict& verdict) const {
    finding.layer = std::move(verdict.layer);
    finding.evidence = std::move(verdict.evidence);
    finding.message = std::move(verdict.message);
    put_odd_settings_first(verdict.remedies, facts_, finding.rule);
    remedies::put_momentum_first(verdict.remedies, facts_);
    remedies::put_clip_first(verdict.remedies, facts_);
    finding.remedies = remedies::not_yet_taken(
        fit_to_recurrence(std::move(verdict.remedies), facts_, finding.rule), facts_);
    for (auto& remedy : finding.remedies)
      remedies::lower_far_enough(remedy, facts_, first_update_.value_or(0));
  }

  Thresholds thresholds_;
  RunFacts facts_;
  std::vector<Layer> layers_;
  bool knows_simple_models_;  // be it that there are none
  LossHistory loss_;
  Window norms_;
  std::optional<double> highest_rate_;
  std::optional<EvaluationLosses> evaluation_;  // the last
  std::int64_t evaluated_ = 0;                  // steps by then
  ScoreCourse scores_;                          // of all of them
  std::int64_t warm_up_ = 0;                    // steps
  std::optional<double> first_update_;  // median over the layers of ‖ΔW‖/‖W‖: what the rate does
  std::vector<std::unique_ptr<Rule>> rules_;
  std::vector<Finding> findings_;
  StepRecord last_;  // what is shown of it when it is over
  std::function<void(const Finding&)> callback_;
};

Diagnosis::Diagnosis(RunFacts facts, const Thresholds& thresholds)
    : impl_(std::make_unique<Impl>(std::move(facts), thresholds, make_rules(thresholds))) {}
Diagnosis::Diagnosis(RunFacts facts, std::vector<std::unique_ptr<Rule>> rules)
    : impl_(std::make_unique<Impl>(std::move(facts), Thresholds(), std::move(rules))) {}
Diagnosis::~Diagnosis() = default;
Diagnosis::Diagnosis(Diagnosis&&) noexcept = default;
Diagnosis& Diagnosis::operator=(Diagnosis&&) noexcept = default;

void Diagnosis::add(std::unique_ptr<Rule> rule) {
  impl_->add(std::move(rule));
}
void Diagnosis::on_finding(std::function<void(const Finding&)> callback) {
  impl_->on_finding(std::move(callback));
}
void Diagnosis::observe(const StepRecord& record, const std::vector<TapInfo>& taps) {
  impl_->observe(record, taps);
}
void Diagnosis::observe_evaluation(const EvaluationLosses& losses) {
  impl_->observe_evaluation(losses);
}
void Diagnosis::finish() {
  impl_->finish();
}
void Diagnosis::set_clip(const Clip& clip) {
  impl_->set_clip(clip);
}
bool Diagnosis::wants_simple_models(RunStage stage) const {
  return impl_->wants_simple_models(stage);
}
const std::vector<SimpleModel>& Diagnosis::simple_models() const {
  return impl_->simple_models();
}
void Diagnosis::set_simple_models(std::vector<SimpleModel> models) {
  impl_->set_simple_models(std::move(models));
}
const std::vector<Finding>& Diagnosis::findings() const {
  return impl_->findings();
}

}  // namespace plumb
