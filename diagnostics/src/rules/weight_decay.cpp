#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "streak.hpp"
#include "take_back.hpp"
#include "text.hpp"

namespace plumb {
namespace {

using remedies::decouples_decay;

/// Weight decay holds the weights down that learning would need: they have shrunk, the decay pulls
/// about as hard as the gradient, and the loss stays.
class WeightDecay final : public Rule {
 public:
  explicit WeightDecay(const Thresholds& thresholds)
      : t_(thresholds), pulls_(static_cast<std::size_t>(thresholds.decay_probes)) {}

  std::string_view name() const override { return "weight-decay"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step == 0 && overshoots(run.facts)) return overshooting(run.facts);
    if (!(run.facts.weight_decay > 0) || !run.probed()) return std::nullopt;
    note_start(run);
    const bool is_first = !size_;
    size_ = median_size(run);
    if (const auto pull = median_pull(run); pull && !is_first) pulls_.add(*pull);
    if (auto verdict = from_the_start(run)) return verdict;
    const double enough = is_withered() ? t_.decay_withered_learnt : t_.decay_learnt;
    const bool withers = is_small() && learnt(run) < enough && !run.loss.comes_down();
    if (streak_.update(withers, run.record.step) < t_.decay_probes) return std::nullopt;
    const auto pull = usual_pull();
    if (pull && *pull > (is_withered() ? 0.5 : 1) * t_.decay_pull)
      return verdict(run, streak_.since(), *pull);
    return std::nullopt;
  }

  bool always_finishes() const override { return true; }  // a cause of what else was found

  /// A network may learn much of what there is, and be held back all the same.
  std::optional<Verdict> finish(const RunView& run) override {
    const auto pull = usual_pull();
    if (!is_small() || !pull || !(*pull > t_.decay_undoes)) return std::nullopt;
    const auto better = best_simple_model(run);
    if (!better || !(better->network < t_.decay_cause * better->simple)) return std::nullopt;
    Verdict result = verdict(run, run.record.step, *pull);
    result.message += ", and " + shortfall_text(run, *better);
    return result;
  }

 private:
  /// Each step takes all of the weights off themselves, or more.
  static bool overshoots(const RunFacts& facts) {
    return (decouples_decay(facts) || facts.optimizer == "sgd") && shrinkage(facts) >= 1;
  }

  /// Of a weight in a step, in parts of it, where no other size divides what the decay adds.
  static double shrinkage(const RunFacts& facts) {
    return facts.weight_decay * facts.learning_rate.value_or(0);
  }

  static Verdict overshooting(const RunFacts& facts) {
    const double left = std::abs(1 - shrinkage(facts));
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.evidence = {{"weight_decay", facts.weight_decay}, {"shrinkage", shrinkage(facts)}};
    verdict.message = "a weight decay of " + brief(facts.weight_decay) + " at a learning rate of " +
                      brief(*facts.learning_rate) + " takes " + brief(shrinkage(facts)) +
                      " times every weight off it in each step, which leaves " + brief(left) +
                      " times as much" + (left > 1 ? ": it grows" : "") +
                      ", whatever the gradient says";
    verdict.remedies = {remedies::customary_decay(facts)};
    return verdict;
  }

  /// A decay that outweighs the loss before anything is learnt; taken back where the network learns
  /// all the same.
  std::optional<Verdict> from_the_start(const RunView& run) {
    if (told_early_) return learnt_all_the_same(run);
    const auto probes = static_cast<std::size_t>(t_.decay_early_probes);
    if (!size_ || run.record.step > t_.decay_early_steps || pulls_.size() < probes)
      return std::nullopt;
    const double pull = *pulls_.median(probes);
    const bool outweighs = pull > t_.decay_outweighs && *size_ < t_.decay_early_size &&
                           run.loss.best_learnt() < t_.decay_learnt;
    if (outweighs) told_early_ = verdict(run, 0, pull);
    return told_early_;
  }

  std::optional<Verdict> learnt_all_the_same(const RunView& run) {
    if (mean_learnt(run) < t_.decay_withered_learnt) return std::nullopt;
    return take_back(told_early_, run, "the network has learnt");
  }

  bool is_withered() const { return size_ && *size_ < t_.decay_withered; }

  /// Of weights that small by the mean of a hundred steps: a level may be that of lucky batches.
  double learnt(const RunView& run) const {
    const double best = run.loss.best_learnt();
    const bool has_mean = run.loss.has_scale() && run.loss.window().size() >= lasting_steps;
    return is_withered() && has_mean ? std::min(best, mean_learnt(run)) : best;
  }

  bool is_small() const { return size_ && *size_ < t_.decay_size; }

  /// Over the last probes; nothing of too few.
  std::optional<double> usual_pull() const {
    const auto probes = static_cast<std::size_t>(t_.decay_probes);
    return pulls_.size() < probes ? std::nullopt : pulls_.median(probes);
  }

  void note_start(const RunView& run) {
    if (!start_.empty()) return;
    for (const auto& layer : run.layers)
      start_.push_back(run.record.probes[layer.parameter].weight);
  }

  /// What is left of the layers' weights, in parts of their first norm. Those that began at 0 do
  /// not count.
  std::optional<double> median_size(const RunView& run) const {
    std::vector<double> sizes;
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
      if (start_[i] > 0)
        sizes.push_back(run.record.probes[run.layers[i].parameter].weight / start_[i]);
    }
    if (sizes.empty()) return std::nullopt;
    return upper_median(std::move(sizes));
  }

  /// ‖λW‖ in parts of the loss's gradient, to which it is added once that is clipped; where the
  /// decay is decoupled, ‖ηλW‖ in parts of the whole update. Where a minimum of loss and penalty is
  /// reached, the gradient of the whole training set is −λW: 1, and less by the noise of batches.
  std::optional<double> pull(const RunView& run, const Layer& layer) const {
    const ParameterProbe& probe = run.record.probes[layer.parameter];
    const double shrinkage = run.facts.weight_decay * probe.weight;
    if (decouples_decay(run.facts)) {
      const double rate = run.learning_rate().value_or(0);
      return probe.update > 0 ? std::optional(rate * shrinkage / probe.update) : std::nullopt;
    }
    const auto norm = clipped_norms(run.record)[layer.parameter];
    return norm && *norm > 0 ? std::optional(shrinkage / *norm) : std::nullopt;
  }

  std::optional<double> median_pull(const RunView& run) const {
    return median_over_layers(run, [&](const Layer& layer) { return pull(run, layer); });
  }

  Verdict verdict(const RunView& run, std::int64_t first_step, double pull) const {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = first_step;
    verdict.evidence = {{"weight_decay", run.facts.weight_decay},
                        {"size", *size_},
                        {"pull", pull},
                        {"learnt", learnt(run)}};
    verdict.message = "a weight decay of " + brief(run.facts.weight_decay) +
                      " has taken half of the layers to " + percent_text(*size_) +
                      " of their first weights or less, and " + strength(run.facts, pull) + "; " +
                      (learnt(run) > 0 ? percent_text(learnt(run)) : std::string("nothing")) +
                      " of the loss of a constant prediction is gone";
    verdict.remedies = {remedies::lower_decay(run.facts, pull)};
    return verdict;
  }

  static std::string strength(const RunFacts& facts, double pull) {
    if (!decouples_decay(facts)) return "pulls " + brief(pull) + " times as hard as the loss";
    return "takes off " + brief(pull) + " times what a step changes on the whole";
  }

  Thresholds t_;
  std::vector<double> start_;  // norms of the layers' weights at the first probe
  Streak streak_;
  std::optional<double> size_;  // at the last probe
  Window pulls_;                // of the last decay_probes probes after the first
  std::optional<Verdict> told_early_;
};

}  // namespace

std::unique_ptr<Rule> weight_decay(const Thresholds& thresholds) {
  return std::make_unique<WeightDecay>(thresholds);
}

}  // namespace plumb
