#include <algorithm>
#include <set>
#include <vector>

#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr int low_probes = 3;
constexpr int high_probes = 4;            // the first of which may be the first step
constexpr std::int64_t consequence = 30;  // steps after which a first step must have done no harm

/// The optimizer changes the weights by too much, or by next to nothing, in a step.
class UpdateRatio final : public Rule {
 public:
  explicit UpdateRatio(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "update-ratio"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!run.probed()) return std::nullopt;
    std::vector<double> ratios;
    const Layer* largest = nullptr;
    if (run.record.step == 0) note_zeros(run);
    for (const auto& layer : run.layers) {
      const auto ratio = run.update_ratio(layer);
      if (!ratio || began_at_zero_.contains(layer.parameter)) continue;
      if (ratios.empty() || *ratio > *std::max_element(ratios.begin(), ratios.end()))
        largest = &layer;
      ratios.push_back(*ratio);
    }
    if (ratios.empty()) return std::nullopt;
    std::nth_element(ratios.begin(),
                     ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2), ratios.end());
    const double median = ratios[ratios.size() / 2];
    const double most = *std::max_element(ratios.begin(), ratios.end());
    const bool learns = run.loss.best_learnt() > t_.learnt;
    if (auto verdict = too_high(run, *largest, median, learns)) return verdict;
    // A small rate that a schedule asks for is no mistake: what counts is the ratio at the full
    // one.
    const double at_full_rate = run.rate_share() > 0 ? most / run.rate_share() : 0;
    const bool low =
        !learns && at_full_rate < t_.update_ratio_low && at_full_rate > 0 && has_gradient(run);
    if (low_.update(low, run.record.step) < low_probes) return std::nullopt;
    return too_low(run, at_full_rate);
  }

 private:
  /// Of weights that grow from 0, as Fixup's do, every first step is large.
  void note_zeros(const RunView& run) {
    for (const auto& layer : run.layers) {
      if (run.record.probes[layer.parameter].weight == 0) began_at_zero_.insert(layer.parameter);
    }
  }

  /// Where the gradient itself has vanished, the rate is not to blame.
  bool has_gradient(const RunView& run) const {
    const auto all = sensitivities(run);
    return std::all_of(all.begin(), all.end(), [&](const LayerSensitivity& s) {
      return s.value > t_.vanishing_sensitivity;
    });
  }

  /// A first step can be huge without harm, as Adagrad's is: it counts if nothing is learned after
  /// it.
  std::optional<Verdict> too_high(const RunView& run, const Layer& largest, double median,
                                  bool learns) {
    const bool very = median > t_.update_ratio_high;
    if (run.record.step == 0 && median > t_.update_ratio_first) {
      first_ratio_ = median;
      first_layer_ = largest.name;
    }
    const int high = high_.update(!learns && median > t_.update_ratio_raised, run.record.step);
    if (learns || run.record.step == 0) return std::nullopt;
    if (very) return high_verdict(largest.name, run.record.step, median, run);
    if (high >= high_probes) return high_verdict(largest.name, high_.since(), median, run);
    if (first_ratio_ > 0 && run.record.step >= consequence)
      return high_verdict(first_layer_, 0, first_ratio_, run);
    return std::nullopt;
  }

  Verdict high_verdict(const std::string& layer, std::int64_t since, double median,
                       const RunView& run) const {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.layer = layer;
    verdict.first_step = since;
    verdict.evidence = {{"median_ratio", median}, {"threshold", t_.update_ratio_high}};
    verdict.message = "one step changes half of the layers by " + percent_text(median) +
                      " or more of their weights, and nothing is learned";
    verdict.remedies = {remedies::lower_rate(run.facts, 100), remedies::clip()};
    return verdict;
  }

  Verdict too_low(const RunView& run, double most) const {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = low_.since();
    verdict.evidence = {{"largest_ratio", most}, {"threshold", t_.update_ratio_low}};
    verdict.message = "a step changes no layer by more than " + percent_text(most) +
                      " of its weights: at this rate it takes " + brief(1 / most) +
                      " steps to replace them";
    verdict.remedies = {remedies::higher_rate(run.facts), remedies::adam()};
    return verdict;
  }

  Thresholds t_;
  std::set<std::size_t> began_at_zero_;  // parameters
  Streak low_, high_;
  double first_ratio_ = 0;
  std::string first_layer_;
};

}  // namespace

std::unique_ptr<Rule> update_ratio(const Thresholds& thresholds) {
  return std::make_unique<UpdateRatio>(thresholds);
}

}  // namespace plumb
