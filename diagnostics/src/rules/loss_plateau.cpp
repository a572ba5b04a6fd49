#include <optional>
#include <string>
#include <utility>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::int64_t settled_steps =
    100;  // steps: before, even a good start may be on its way down

/// The loss stays where a constant prediction would be.
class LossPlateau final : public Rule {
 public:
  explicit LossPlateau(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "loss-plateau"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto tap = collapsed_tap(run, t_.collapsed_spread);
    if (run.probed()) {
      collapsed_.update(tap.has_value(), run.record.step);
      only_ = remedies::only_remedy(run, t_.collapsed_spread);
      has_gradient_ = has_gradient_everywhere(run, t_.vanishing_sensitivity);
      travel(run);
    }
    at_baseline_.update(is_level(run), run.record.step);
    has_learnt_ = has_learnt_ || mean_learnt(run) > t_.learnt;
    const bool learnt_nothing = run.loss.best_learnt() <= t_.nothing_learnt;
    if (!learnt_nothing && !still_learns_nothing(run)) return disproved(run);
    if (run.probed() && tap && collapsed_.length() >= t_.collapsed_probes &&
        (learnt_nothing || told_ == Kind::blind))
      return tell(run, Kind::blind, blind(run, *tap));
    if (!is_level(run)) return std::nullopt;
    if (told_ == Kind::stuck || (learnt_nothing && at_baseline_.length() >= t_.plateau_steps))
      return tell(run, Kind::stuck, stuck(run));
    if (path_ && (learnt_nothing ? run.loss.steps() >= settled_steps && *path_ >= t_.plateau_path
                                 : told_ == Kind::nowhere))
      return tell(run, Kind::nowhere, nowhere(run));
    return std::nullopt;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    if (!ends_on_plateau(run, t_)) return std::nullopt;
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.message =
        "the run ended after " + std::to_string(run.loss.steps()) + " steps at a loss of ";
    if (run.loss.best_learnt() > t_.ended_plateau)  // so by easy batches: the mean has decided
      tell_mean(run, verdict);
    else
      verdict.message +=
          brief(run.loss.level()) + ", which never was below " + brief(run.loss.best());
    verdict.message += "; " + constant(run);
    if (run.loss.best_learnt() > t_.nothing_learnt)
      verdict.message += ": next to nothing was learnt, if there is more to learn";
    if (hardly_moved(run)) {
      verdict.message += ". All steps together have changed half of the layers by no more than " +
                         weights_text(*path_);
      std::erase_if(verdict.remedies, remedies::sets_rate);
      verdict.remedies.insert(verdict.remedies.begin(), remedies::rate_for_path(run.facts, *path_));
    } else {
      verdict.remedies.push_back(remedies::higher_rate(run.facts, 10));
    }
    verdict.remedies.push_back(remedies::more_steps());
    return verdict;
  }

 private:
  static constexpr std::int64_t restated = 10;    // steps
  static constexpr double short_path = 0.1;       // of the weights
  static constexpr double short_slow_path = 0.5;  // of them, at a rate that would explain it

  /// In all of the plateau, by an optimizer whose steps are as long as the rate asks for, whatever
  /// else is wrong, or although every layer has a gradient.
  bool hardly_moved(const RunView& run) const {
    const double bound =
        remedies::is_below_customary(run.facts, 0.3) ? short_slow_path : short_path;
    return (remedies::steps_by_the_rate(run.facts) || has_gradient_) && !only_ && path_ &&
           *path_ < bound;
  }

  enum class Kind { blind, nowhere, stuck };

  static void tell_mean(const RunView& run, Verdict& verdict) {
    const double mean = *run.loss.window().mean(lasting_steps);
    verdict.message += brief(mean) + ", the mean of the last " + std::to_string(lasting_steps);
    verdict.evidence = {
        {"loss", mean}, {"baseline_loss", run.loss.baseline()}, {"learnt", mean_learnt(run)}};
  }

  /// Of what has been told: a few easy batches in a row do not end it.
  bool still_learns_nothing(const RunView& run) const {
    return told_ && !has_learnt_ && run.loss.has_scale() && run.loss.learnt() <= t_.learnt &&
           mean_learnt(run) <= t_.nothing_learnt;
  }

  /// What the loss and the layers are by now takes the place of what they were when it was found.
  Verdict tell(const RunView& run, Kind kind, Verdict verdict) {
    if (!told_ || kind == Kind::stuck) told_ = kind;  // an error, the others warnings
    verdict.restates = told_ == kind && run.record.step % restated == 0;
    last_told_ = run.record.step;
    loss_then_ = run.loss.level();
    layer_ = verdict.layer;
    return verdict;
  }

  /// What the run has left behind, for good or at least for a while.
  std::optional<Verdict> disproved(const RunView& run) const {
    if (!told_ || !has_learnt_after_all(run, t_) || run.record.step % restated != 0)
      return std::nullopt;
    const double loss = *run.loss.window().mean(lasting_steps);
    Verdict verdict = common(run);
    verdict.disproved = true;
    verdict.last_step = last_told_;
    verdict.layer = layer_;
    verdict.evidence = {{"loss", loss_then_},
                        {"baseline_loss", run.loss.baseline()},
                        {"loss_since", loss},
                        {"learnt", mean_learnt(run)}};
    verdict.message = "the loss stood at " + brief(loss_then_) + " by step " +
                      std::to_string(last_told_) + " (" + constant(run) +
                      "), and the network has learnt since: it has come down to " + brief(loss) +
                      " by step " + std::to_string(run.record.step);
    return verdict;
  }

  /// Adds what half of the layers have moved by at least since the probe before, as if every step
  /// since had been as long as this one. The way to the plateau does not count.
  void travel(const RunView& run) {
    const auto steps =
        static_cast<double>(run.record.step - last_probe_.value_or(run.record.step - 1));
    const auto ratio = median_update_ratio(run);
    if (!is_level(run))
      path_.reset();
    else if (ratio)
      path_ = path_.value_or(0) + *ratio * steps;
    last_probe_ = run.record.step;
  }

  bool is_level(const RunView& run) const { return is_at_baseline(run, t_); }

  static std::string constant(const RunView& run) {
    return (run.facts.baseline_loss ? "a constant prediction has " : "it began at ") +
           brief(run.loss.baseline());
  }

  static std::string above(const RunView& run) {
    return "above " + brief(run.loss.baseline()) +
           (run.facts.baseline_loss ? ", that of a constant prediction" : ", where it began");
  }

  Verdict common(const RunView& run) const {
    Verdict verdict;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", run.loss.best_learnt()}};
    verdict.remedies = remedies::list(
        {remedies::missing_activation(run.facts), remedies::lower_dropout(run.facts)});
    remedies::append(verdict.remedies,
                     remedies::restore_signal(run.facts, remedies::activation(run.facts)));
    remedies::append(verdict.remedies, remedies::list({remedies::lower_rate(run.facts)}));
    if (only_) verdict.remedies = {*only_};
    return verdict;
  }

  Verdict blind(const RunView& run, std::size_t tap) const {
    const auto as_inputs = spread_of_alike_inputs(run, t_.collapsed_spread);
    const double spread = as_inputs.value_or(*run.activation(tap)->spread);
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.layer = as_inputs ? input_tap : run.taps[tap].name;
    verdict.first_step = collapsed_.since();
    verdict.evidence.emplace_back("spread", spread);
    verdict.message = "the loss stands at " + brief(run.loss.level()) + ", " +
                      (is_level(run) ? "that of a constant prediction" : above(run)) +
                      ", because " +
                      (as_inputs ? "the samples look alike already as inputs"
                                 : "from " + verdict.layer + " on all samples look alike") +
                      ": they differ by " + brief(spread) + " of the values' size";
    if (as_inputs) verdict.remedies = remedies::tell_inputs_apart(run.facts, spread);
    return verdict;
  }

  Verdict stuck(const RunView& run) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::error;
    verdict.first_step = at_baseline_.since();
    verdict.message = "after " + std::to_string(run.loss.steps()) + " steps the loss is " +
                      brief(run.loss.level()) + " and never was below " + brief(run.loss.best()) +
                      "; " + constant(run);
    return verdict;
  }

  Verdict nowhere(const RunView& run) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.first_step = 0;
    verdict.evidence.emplace_back("path", *path_);
    verdict.message = "in " + std::to_string(run.loss.steps()) + " steps the weights of half of " +
                      "the layers have travelled " + brief(*path_) +
                      " times their own size, and the loss is still " + brief(run.loss.level()) +
                      "; " + constant(run);
    return verdict;
  }

  Thresholds t_;
  Streak collapsed_, at_baseline_;
  std::optional<Kind> told_;     // what the finding says
  std::int64_t last_told_ = -1;  // the last step that showed it
  double loss_then_ = 0;
  std::string layer_;
  bool has_learnt_ = false;     // at some time, much more than batches alone make of it
  std::optional<Remedy> only_;  // by the last probe
  bool has_gradient_ = false;   // by it, too
  std::optional<double> path_;  // on the plateau, of half of the layers' weights, in their sizes
  std::optional<std::int64_t> last_probe_;
};

}  // namespace

std::unique_ptr<Rule> loss_plateau(const Thresholds& thresholds) {
  return std::make_unique<LossPlateau>(thresholds);
}

}  // namespace plumb
