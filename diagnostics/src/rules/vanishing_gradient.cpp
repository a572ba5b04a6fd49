#include <algorithm>
#include <cmath>
#include <iterator>

#include "largest_update.hpp"
#include "layer_view.hpp"
#include "lost_signal.hpp"
#include "reached_inputs.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "standstill.hpp"
#include "streak.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double few_branches = 0.15;  // of the layers

/// The loss hardly depends on the weights of some layers, in parts of the weights and of the loss.
class VanishingGradient final : public Rule {
 public:
  explicit VanishingGradient(const Thresholds& thresholds)
      : t_(thresholds), inputs_(thresholds), largest_update_(thresholds) {}

  std::string_view name() const override { return "vanishing-gradient"; }

  std::optional<Verdict> observe(const RunView& run) override {
    inputs_.follow(run);
    if (!run.probed()) return std::nullopt;
    largest_update_.observe(run);
    if (auto verdict = exactly_none(run)) return verdict;
    if (auto verdict = inputs_.cut_off(run)) return verdict;
    const auto all = sensitivities(run);
    const auto is_low = [&](const LayerSensitivity& s) {
      return s.value < t_.vanishing_sensitivity;
    };
    const bool low = std::any_of(all.begin(), all.end(), is_low) && is_a_problem(run, all);
    const int length = streak_.update(low, run.record.step);
    if (length < t_.vanishing_probes) return standing(run, all);
    const double lowest = extreme(all).first;
    const bool is_error = length >= t_.vanished_probes || lowest < t_.vanished_sensitivity;
    return verdict(run, all, t_.vanishing_sensitivity, streak_.since(),
                   is_error ? Severity::error : Severity::warning);
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    const auto lost = lost_signal(run.facts);
    if (!lost) return std::nullopt;
    return standstill_.observe(run, thresholds_for(*lost, t_),
                               [&](const Shortfall& behind) { return tell(*lost, run, behind); });
  }

  bool always_finishes() const override { return true; }  // a cause of what else was found

  std::optional<Verdict> finish(const RunView& run) override {
    if (run.loss.steps() < t_.ended_steps) return std::nullopt;
    if (at_the_end_) return still(run, *at_the_end_);
    const auto lost = lost_signal(run.facts);
    if (!lost) return std::nullopt;
    const auto behind = lasting_shortfall(run, thresholds_for(*lost, t_));
    return behind ? std::optional(tell(*lost, run, *behind)) : std::nullopt;
  }

 private:
  /// Losses that may be negative have no size to compare gradients with, but 0 is 0.
  std::optional<Verdict> exactly_none(const RunView& run) {
    if (run.loss.has_scale()) return std::nullopt;
    const auto& norms = run.record.norms;
    const bool none =
        run.record.norm == 0 &&
        std::any_of(norms.begin(), norms.end(), [](const auto& n) { return n.has_value(); });
    const int length = none_.update(none, run.record.step);
    if (length < t_.vanishing_probes) return std::nullopt;
    Verdict verdict;
    verdict.severity = length >= t_.vanished_probes ? Severity::error : Severity::warning;
    verdict.first_step = none_.since();
    verdict.evidence = {{"norm", 0}, {"probes", static_cast<double>(length)}};
    verdict.message = "the gradient of every parameter is exactly 0, and has been for " +
                      std::to_string(length) + " probes: the loss no longer depends on the weights";
    if (auto layer = all_zero_tap(run, t_.dead_share)) verdict.layer = run.taps[*layer].name;
    verdict.remedies =
        remedies::list({remedies::lower_rate(run.facts), remedies::living_activation(run.facts)});
    return verdict;
  }

  static std::string effect(double sensitivity) {
    if (sensitivity == 0) return "does not change the loss";
    return "changes the loss by at most " + percent_text(0.01 * sensitivity);
  }

  static std::pair<double, double> extreme(const std::vector<LayerSensitivity>& all) {
    const auto [low, high] = std::minmax_element(
        all.begin(), all.end(),
        [](const LayerSensitivity& a, const LayerSensitivity& b) { return a.value < b.value; });
    return {low->value, high->value};
  }

  /// Small gradients are none in a network that has learnt.
  bool is_a_problem(const RunView& run, const std::vector<LayerSensitivity>& all) const {
    if (run.loss.best_learnt() > t_.learnt || are_bypassed(all) || is_distance(run, all))
      return false;
    const auto [lowest, highest] = extreme(all);
    // Without a baseline a network that starts out trained looks as if it learned nothing: then the
    // gradient must differ between layers too.
    return run.facts.baseline_loss.has_value() || lowest < 1e-2 * highest || highest == 0;
  }

  /// Whether most of the loss is how far the values to predict lie from the size of outputs: in
  /// parts of that every gradient is small, the last layer's too, and target-scale's is the cause.
  bool is_distance(const RunView& run, const std::vector<LayerSensitivity>& all) const {
    const auto& targets = run.facts.targets;
    if (!targets || !(std::hypot(targets->mean, targets->deviation) > t_.target_high)) return false;
    return run.loss.level() > t_.initial_loss_info * run.loss.baseline() ||
           all.back().value < t_.vanishing_sensitivity;
  }

  /// Few of many layers, and none of those before them: branches that are still shut, as ReZero's
  /// at the start. Whatever else takes a gradient away takes it from all layers nearer to the
  /// input.
  bool are_bypassed(const std::vector<LayerSensitivity>& all) const {
    const auto is_low = [&](const LayerSensitivity& s) {
      return s.value < t_.vanishing_sensitivity;
    };
    const auto lows = std::count_if(all.begin(), all.end(), is_low);
    return !is_low(all.front()) &&
           static_cast<double>(lows) < few_branches * static_cast<double>(all.size());
  }

  /// Stands at the baseline, and has since the start: then less than usual is too little.
  std::optional<Verdict> standing(const RunView& run, const std::vector<LayerSensitivity>& all) {
    if (all.empty() || !run.facts.baseline_loss) return std::nullopt;
    if (run.loss.best_learnt() > t_.nothing_learnt || run.loss.learnt() < -t_.learnt) {
      at_the_end_.reset();
      return std::nullopt;
    }
    const double lowest = extreme(all).first;
    while_still_.add(lowest);
    const double usual = while_still_.median(while_still_.size()).value_or(lowest);
    const bool recurrent = has_recurrence(run.facts.parameters);
    const double least = recurrent ? t_.still_recurrent_sensitivity : t_.still_sensitivity;
    const auto long_enough = recurrent ? t_.still_recurrent_steps : t_.still_steps;
    if (usual < least && lowest < least && run.loss.steps() >= long_enough)
      return still(run, verdict(run, all, least, 0, Severity::warning));
    // A single batch above the line changes nothing.
    if (recurrent || !(usual < t_.ended_sensitivity))
      at_the_end_.reset();
    else if (lowest < t_.ended_sensitivity && decades_per_layer(run).value_or(0) > t_.ended_slope)
      at_the_end_ = verdict(run, all, t_.ended_sensitivity, 0, Severity::warning);
    return std::nullopt;
  }

  static Verdict still(const RunView& run, Verdict verdict) {
    verdict.message += "; in " + std::to_string(run.loss.steps()) + " steps nothing was learnt";
    return verdict;
  }

  /// The last of the first layers whose gradient is exactly 0, where the next one has a usual
  /// gradient and no tap shows units that let none through: in a loop of one's own something
  /// between them does. Underflow comes by way of small gradients. Null where it is not so.
  const LayerSensitivity* last_cut_off(const RunView& run,
                                       const std::vector<LayerSensitivity>& all) const {
    const auto next =
        std::find_if(all.begin(), all.end(), [](const auto& s) { return s.value > 0; });
    const bool is_cut = next != all.begin() && next != all.end() &&
                        next->value > t_.vanishing_sensitivity &&
                        std::all_of(next, all.end(), [](const auto& s) { return s.value > 0; });
    if (!is_cut || !run.facts.settings.empty() || is_shut(run)) return nullptr;
    return &*std::prev(next);
  }

  /// By a tap that lets no gradient through.
  bool is_shut(const RunView& run) const {
    if (all_zero_tap(run, t_.dead_share)) return true;
    const auto& probes = run.record.activations;
    return std::any_of(probes.begin(), probes.end(), [&](const auto& probe) {
      return probe && probe->saturated.value_or(0) >= t_.dead_share;
    });
  }

  /// Without taps behind layers nobody knows of their units.
  static bool sees_units(const RunView& run) {
    return std::any_of(run.taps.begin(), run.taps.end(),
                       [](const TapInfo& tap) { return tap.kind != ActivationKind::other; });
  }

  static void say_cut_off(const RunView& run, const LayerSensitivity* last, Verdict& verdict) {
    const std::string &name = last->layer->name, &next = std::next(last)->layer->name;
    verdict.message += "; from " + name + " on back the gradient is exactly 0, and in " + next +
                       ", the next one, it is not: something between them cuts it or multiplies it "
                       "by 0";
    verdict.remedies = remedies::list(
        {Remedy{"look between " + name + " and " + next +
                    " for what has no slope: argmax, rounding, a comparison, detach(); "
                    "x + (f(x) - x).detach() lets the gradient by",
                {}},
         sees_units(run) ? std::nullopt : std::optional(remedies::living_activation(run.facts))});
  }

  Verdict verdict(const RunView& run, const std::vector<LayerSensitivity>& all, double threshold,
                  std::int64_t first_step, Severity severity) const {
    const auto is_low = [&](const LayerSensitivity& s) { return s.value < threshold; };
    const auto lows = std::count_if(all.begin(), all.end(), is_low);
    const auto start = std::find_if(all.rbegin(), all.rend(), is_low);
    const auto lowest = std::min_element(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    Verdict verdict;
    verdict.severity = severity;
    verdict.layer = start->layer->name;
    verdict.first_step = first_step;
    verdict.evidence = {{"lowest_sensitivity", lowest->value},
                        {"highest_sensitivity", extreme(all).second},
                        {"layers_below", static_cast<double>(lows)},
                        {"layers", static_cast<double>(all.size())},
                        {"threshold", threshold}};
    verdict.message = "the loss hardly depends on the weights of " + std::to_string(lows) + " of " +
                      std::to_string(all.size()) + " layers, " + start->layer->name +
                      " being the first from the output: changing all of " + lowest->layer->name +
                      " by 1 % " + effect(lowest->value);
    const LayerSensitivity* cut_off = last_cut_off(run, all);
    if (const auto slope = decades_per_layer(run); slope && cut_off == nullptr) {
      verdict.evidence.emplace_back("decades_per_layer", *slope);
      if (*slope > 0.05)
        verdict.message += "; the gradient shrinks by " + brief(*slope) +
                           " decades a layer on its way to the input";
    }
    if (const auto only = remedies::only_remedy(run, t_.collapsed_spread)) {
      verdict.remedies = {*only};
      return verdict;
    }
    if (cut_off != nullptr && !largest_update_.was_large()) {
      say_cut_off(run, cut_off, verdict);
      return verdict;
    }
    // A layer of zeros that dead-units names as the cause wants another slope than a ReLU's.
    const bool dead = lowest->value == 0 && all_zero_tap(run, t_.dead_share);
    verdict.remedies = remedies::list({largest_update_.lower_rate(run.facts)});
    remedies::append(verdict.remedies, remedies::restore_signal(
                                           run.facts, dead ? remedies::living_activation(run.facts)
                                                           : remedies::activation(run.facts)));
    if (largest_update_.was_large()) {
      verdict.message += "; " + largest_update_.text();
      largest_update_.add_evidence(verdict);
    }
    return verdict;
  }

  Thresholds t_;
  Streak streak_, none_;
  ReachedInputs inputs_;
  LargestUpdate largest_update_;
  Window while_still_{1024};  // the smallest layer's at each probe, as long as nothing is learnt
  std::optional<Verdict> at_the_end_;  // what a run that ends without learning is told
  Standstill standstill_;
};

}  // namespace

std::unique_ptr<Rule> vanishing_gradient(const Thresholds& thresholds) {
  return std::make_unique<VanishingGradient>(thresholds);
}

}  // namespace plumb
