#include <algorithm>
#include <cmath>

#include "layer_norms.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss hardly depends on the weights of some layers, in parts of the weights and of the loss.
class VanishingGradient final : public Rule {
 public:
  explicit VanishingGradient(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "vanishing-gradient"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!run.probed()) return std::nullopt;
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

 private:
  static std::pair<double, double> extreme(const std::vector<LayerSensitivity>& all) {
    const auto [low, high] = std::minmax_element(
        all.begin(), all.end(),
        [](const LayerSensitivity& a, const LayerSensitivity& b) { return a.value < b.value; });
    return {low->value, high->value};
  }

  /// Small gradients are none in a network that has learnt.
  bool is_a_problem(const RunView& run, const std::vector<LayerSensitivity>& all) const {
    if (run.loss.best_learnt() > t_.learnt) return false;
    const auto [lowest, highest] = extreme(all);
    // Without a baseline a network that starts out trained looks as if it learned nothing: then the
    // gradient must differ between layers too.
    return run.facts.baseline_loss.has_value() || lowest < 1e-2 * highest || highest == 0;
  }

  /// Stands at the baseline, and has since the start: then less than usual is too little.
  std::optional<Verdict> standing(const RunView& run, const std::vector<LayerSensitivity>& all) {
    if (all.empty() || !run.facts.baseline_loss) return std::nullopt;
    if (run.loss.best_learnt() > t_.nothing_learnt || run.loss.learnt() < -t_.learnt)
      return std::nullopt;
    const double lowest = extreme(all).first;
    while_still_.add(lowest);
    const auto usual = while_still_.median(while_still_.size());
    const bool recurrent = has_recurrence(run.facts.parameters);
    const double least = recurrent ? t_.still_recurrent_sensitivity : t_.still_sensitivity;
    const auto long_enough = recurrent ? t_.still_recurrent_steps : t_.still_steps;
    const bool low = usual && *usual < least && lowest < least;
    if (!low || run.loss.steps() < long_enough) return std::nullopt;
    Verdict result = verdict(run, all, least, 0, Severity::warning);
    result.message += "; in " + std::to_string(run.loss.steps()) + " steps nothing was learnt";
    return result;
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
                      " by 1 % changes the loss by at most " + percent_text(0.01 * lowest->value);
    if (const auto slope = decades_per_layer(run)) {
      verdict.evidence.emplace_back("decades_per_layer", *slope);
      if (*slope > 0.05)
        verdict.message += "; the gradient shrinks by " + brief(*slope) +
                           " decades a layer on its way to the input";
    }
    if (const auto only = remedies::only_remedy(run, t_.collapsed_spread)) {
      verdict.remedies = {*only};
      return verdict;
    }
    // A layer of zeros that dead-units names as the cause wants another slope than a ReLU's.
    const bool dead = lowest->value == 0 && all_zero_tap(run, t_.dead_share);
    verdict.remedies = {
        dead ? remedies::living_activation(run.facts) : remedies::activation(run.facts),
        remedies::batch_norm(), remedies::residual()};
    return verdict;
  }

  Thresholds t_;
  Streak streak_;
  Window while_still_{1024};  // the smallest layer's at each probe, as long as nothing is learnt
};

}  // namespace

std::unique_ptr<Rule> vanishing_gradient(const Thresholds& thresholds) {
  return std::make_unique<VanishingGradient>(thresholds);
}

}  // namespace plumb
