#include "huge_start.hpp"

#include <algorithm>
#include <utility>

#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::int64_t scale_losses = 5;
constexpr double uneven = 100;  // of sensitivities: some layer has so much less

Verdict with_consequence(Verdict huge) {
  huge.message += ", so that no step of useful size stays where the gradient holds";
  return huge;
}

/// Without a baseline a loss that is next to nothing, of a network that has converged, makes every
/// gradient look huge; one that grows on its way back is usual in some layer.
bool may_be_the_loss(const RunView& run, const std::vector<LayerSensitivity>& all, double worst) {
  return !run.facts.baseline_loss && std::none_of(all.begin(), all.end(), [&](const auto& s) {
    return s.value > 0 && worst > uneven * s.value;
  });
}

std::string cause(const RunView& run, const LargestUpdate& updates, bool is_first) {
  if (is_first) return "the gradient is huge from the start";
  std::string text =
      "the gradient, usual at the start, is huge by step " + std::to_string(run.record.step);
  if (updates.was_large()) text += ", after " + updates.text();
  return text;
}

std::vector<Remedy> advice(const RunFacts& facts, const LargestUpdate& updates, bool is_first) {
  const auto by_update = updates.lower_rate(facts);
  const auto smaller_steps = by_update ? by_update : remedies::lower_rate(facts);
  return remedies::list({is_first ? std::nullopt : smaller_steps,
                         remedies::bypass_normalization(facts), remedies::fitting_weights(facts),
                         remedies::batch_norm(), remedies::milder_activation(facts),
                         remedies::clip(facts)});
}

}  // namespace

std::optional<Verdict> HugeStart::observe(const RunView& run, const LargestUpdate& updates) {
  auto found = with_a_scale(run, huge(run, updates));
  if (!found) return disproved(run);
  if (!told_ || found->severity > told_->severity) told_ = found;
  last_told_ = run.record.step;
  return with_consequence(*std::move(found));
}

std::optional<Verdict> HugeStart::give_awaited() {
  auto awaited = std::exchange(awaits_losses_, std::nullopt);
  return awaited ? std::optional(with_consequence(*std::move(awaited))) : std::nullopt;
}

bool HugeStart::give_way() {
  told_.reset();
  return std::exchange(is_disproved_, false);
}

std::optional<Verdict> HugeStart::huge(const RunView& run, const LargestUpdate& updates) {
  if (!run.probed() || run.record.step > gradient_start_steps || has_learnt_all_the_same(run))
    return std::nullopt;
  const bool is_first = std::exchange(first_probe_, false);
  const double scale = run.loss.level() / std::max(run.loss.level(), run.loss.baseline());
  const LayerSensitivity* worst = nullptr;
  double excess = 1;
  const auto all = sensitivities(run);
  for (const auto& s : all) {
    const double of_limit = s.value * scale / limit(run, *s.layer, is_first);
    if (of_limit > excess) {
      worst = &s;
      excess = of_limit;
    }
  }
  if (worst == nullptr || may_be_the_loss(run, all, worst->value)) return std::nullopt;
  const bool is_huge = worst->value * scale > t_.exploding_sensitivity;
  Verdict verdict;
  verdict.severity = is_huge ? Severity::error : Severity::warning;
  verdict.layer = worst->layer->name;
  verdict.first_step = run.record.step;
  verdict.evidence = {{"sensitivity", worst->value},
                      {"norm", run.record.norm},
                      {"threshold", limit(run, *worst->layer, is_first)}};
  verdict.message = (is_huge ? cause(run, updates, is_first)
                             : "the gradient grows on its way back through the recurrence") +
                    ": changing " + worst->layer->name + " by 1 % changes the loss by " +
                    brief(0.01 * worst->value) + " times its value";
  verdict.remedies = advice(run.facts, updates, is_first);
  if (!is_first && updates.was_large()) updates.add_evidence(verdict);
  return verdict;
}

/// Where no baseline is told, the first loss stands in for it. One that is 0 but for rounding, as a
/// policy's, gives itself away by the next ones, some of which are below 0.
std::optional<Verdict> HugeStart::with_a_scale(const RunView& run, std::optional<Verdict> huge) {
  if (run.facts.baseline_loss) return huge;
  if (huge && !awaits_losses_) awaits_losses_ = std::move(huge);
  if (!run.loss.has_scale()) awaits_losses_.reset();
  if (run.loss.steps() < scale_losses) return std::nullopt;
  return std::exchange(awaits_losses_, std::nullopt);
}

/// It has taken steps of a useful size. Told once.
std::optional<Verdict> HugeStart::disproved(const RunView& run) {
  if (!told_ || is_disproved_ || !has_learnt_all_the_same(run)) return std::nullopt;
  is_disproved_ = true;
  Verdict verdict = *told_;
  verdict.restates = true;
  verdict.last_step = last_told_;
  verdict.evidence.emplace_back("loss_since", run.loss.level());
  verdict.message += ", and yet the loss has come down to " + brief(run.loss.level()) +
                     " by step " + std::to_string(run.record.step);
  return verdict;
}

/// By no fewer losses than a level has.
bool HugeStart::has_learnt_all_the_same(const RunView& run) const {
  return run.loss.steps() >= gradient_start_steps && run.loss.has_scale() &&
         run.loss.best_learnt() > t_.exploding_learnt;
}

/// A recurrent weight takes part once a step of the sequence: a gradient that grows there shows in
/// it long before it is huge.
double HugeStart::limit(const RunView& run, const Layer& layer, bool is_first) const {
  const bool grows_freely = is_first && run.facts.clip.kind == Clip::Kind::none &&
                            is_recurrent(run.facts.parameters[layer.parameter]);
  return grows_freely ? t_.exploding_recurrence : t_.exploding_sensitivity;
}

}  // namespace plumb
