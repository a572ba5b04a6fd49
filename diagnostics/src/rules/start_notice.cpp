#include "start_notice.hpp"

#include <utility>

#include "layer_norms.hpp"

namespace plumb {
namespace {

constexpr double grown = 2;  // times the first loss

// Of a mean over as many steps, which single batches do not lower, in parts of the baseline: above,
// a loss may stand whose network has learnt much and is sure of the little that it gets wrong.
constexpr std::size_t last_steps = 100;
constexpr double nothing_gone = 0.98, not_above = 1.3;

bool ends_at_baseline(const RunView& run) {
  const double baseline = run.loss.baseline();
  const auto level = run.loss.window().mean(last_steps);
  return run.facts.baseline_loss && run.loss.has_scale() && level &&
         *level > nothing_gone * baseline && *level < not_above * baseline;
}

}  // namespace

void StartNotice::suspect(Verdict verdict) {
  suspected_ = std::move(verdict);
}

void StartNotice::keep(const RunView& run, const Verdict& verdict) {
  suspected_ = verdict_ = verdict;
  first_loss_ = run.record.loss;
}

std::optional<Verdict> StartNotice::harm(const RunView& run, const Thresholds& thresholds) {
  if (!verdict_ || run.loss.steps() < static_cast<std::int64_t>(jump_steps)) return std::nullopt;
  const bool decided = has_settled(run, first_loss_, thresholds);
  const bool harmed = loss_is_large(run, thresholds) &&
                      (decided || *run.loss.window().median(jump_steps) > grown * first_loss_);
  if (!harmed && !decided) return std::nullopt;
  auto verdict = std::exchange(verdict_, std::nullopt);
  if (!harmed) return std::nullopt;
  verdict->severity = Severity::warning;
  return verdict;
}

std::optional<Verdict> StartNotice::at_the_end(const RunView& run,
                                               const Thresholds& thresholds) const {
  const bool ends =
      ended_without_learning(run, thresholds) ||
      (run.loss.steps() >= static_cast<std::int64_t>(last_steps) && ends_at_baseline(run));
  if (!suspected_ || !ends) return std::nullopt;
  Verdict verdict = *suspected_;
  verdict.severity = Severity::warning;
  verdict.message += ". By the end of the run next to nothing was learnt";
  return verdict;
}

}  // namespace plumb
