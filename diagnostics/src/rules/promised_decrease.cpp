#include "promised_decrease.hpp"

#include <string>
#include <utility>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "settings.hpp"
#include "take_back.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double whole_loss = 1;  // a promise of more is empty

/// In parts of the loss; nothing where no promise tells.
std::optional<double> promise_of(const RunView& run) {
  const RunFacts& facts = run.facts;
  const auto rate = run.learning_rate();
  if (facts.optimizer != "sgd" || !rate || !facts.baseline_loss || !run.loss.has_scale() ||
      remedies::is_normalized(facts) || !(run.record.loss > 0))
    return std::nullopt;
  // Clipped by its norm the gradient keeps its direction; otherwise this is the most that it can
  // be.
  return *rate * run.record.norm * run.record.norm_after / run.record.loss;
}

Verdict described(const RunView& run, double promise, double limit) {
  Verdict verdict;
  verdict.first_step = run.record.step;
  if (const Layer* layer = largest_gradient(run)) verdict.layer = layer->name;
  verdict.evidence = {{"promise", promise}, {"norm", run.record.norm}, {"threshold", limit}};
  verdict.message = "with its gradient of norm " + brief(run.record.norm) +
                    " the first step promises to take away " + brief(promise) +
                    " times the loss, more than there is: the gradient does not hold that far";
  verdict.remedies = remedies::list(
      {remedies::milder_weights(run.facts), remedies::normalize_lossy_depth(run.facts),
       remedies::rate_for_excess(run.facts, promise / whole_loss), remedies::clip(run.facts),
       remedies::fitting_weights(run.facts), remedies::batch_norm()});
  return verdict;
}

}  // namespace

std::optional<Verdict> PromisedDecrease::observe(const RunView& run) {
  if (std::exchange(has_begun_, true)) {
    return told_ && has_learnt_for_good(run)
               ? std::optional(take_back(told_, run, "the network has learnt"))
               : std::nullopt;
  }
  const auto promise = promise_of(run);
  if (!promise || !(*promise > whole_loss)) return std::nullopt;
  const double limit = t_.empty_promise * (1 + number_setting(run.facts, "momentum"));
  Verdict verdict = described(run, *promise, limit);
  noticed_.suspect(verdict);
  if (!(*promise > limit)) return std::nullopt;
  verdict.severity = Severity::warning;
  return told_ = std::move(verdict);
}

std::optional<Verdict> PromisedDecrease::at_an_evaluation(const RunView& run) {
  if (has_few_samples(run.facts)) return std::nullopt;
  return noticed_.at_an_evaluation(run, t_);
}

std::optional<Verdict> PromisedDecrease::at_the_end(const RunView& run) const {
  if (has_few_samples(run.facts)) return std::nullopt;
  return noticed_.at_the_end(run, t_);
}

}  // namespace plumb
