#include "start_notice.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "loss_course.hpp"
#include "shortfall.hpp"

namespace plumb {
namespace {

constexpr double grown = 2;        // times the first loss
constexpr double plainly = 0.005;  // of the baseline: a mean of batches may be above it by less

}  // namespace

void StartNotice::suspect(Verdict verdict) {
  suspected_ = std::move(verdict);
}

void StartNotice::keep(const RunView& run, const Verdict& verdict) {
  suspected_ = verdict_ = verdict;
  first_loss_ = run.record.loss;
}

void StartNotice::foretell(const Verdict& verdict) {
  suspected_ = verdict;
  standstill_.foretell(verdict);
}

std::optional<Verdict> StartNotice::harm(const RunView& run, const Thresholds& thresholds) {
  if (loss_is_down(run, thresholds)) verdict_.reset();
  if (!verdict_) return std::nullopt;
  const bool overflows = !std::isfinite(run.record.loss);
  if (!overflows && run.loss.steps() < static_cast<std::int64_t>(jump_steps)) return std::nullopt;
  const bool decided = overflows || has_settled(run, first_loss_, thresholds);
  const bool harmed =
      overflows || (loss_is_large(run, thresholds) &&
                    (decided || *run.loss.window().median(jump_steps) > grown * first_loss_));
  if (!harmed && !decided) return std::nullopt;
  auto verdict = std::exchange(verdict_, std::nullopt);
  if (!harmed) return std::nullopt;
  verdict->severity = Severity::warning;
  has_shown_ = true;
  return verdict;
}

std::optional<Verdict> StartNotice::at_an_evaluation(const RunView& run,
                                                     const Thresholds& thresholds) {
  if (!suspected_ || has_shown_) return std::nullopt;
  return standstill_.observe(run, thresholds, [&](const Shortfall& behind) {
    Verdict verdict = *suspected_;
    verdict.message +=
        ". By step " + std::to_string(run.record.step) + " " + shortfall_text(run, behind);
    return verdict;
  });
}

std::optional<Verdict> StartNotice::at_the_end(const RunView& run,
                                               const Thresholds& thresholds) const {
  if (!suspected_ || run.loss.steps() < thresholds.ended_steps) return std::nullopt;
  const bool learnt_nothing = ended_without_learning(run, thresholds);
  const auto behind = shortfall(run, thresholds);
  if (!learnt_nothing && !behind) return std::nullopt;
  Verdict verdict = *suspected_;
  verdict.severity = Severity::warning;
  verdict.message += ". By the end of the run ";
  if (!learnt_nothing)
    verdict.message += shortfall_text(run, *behind);
  else
    verdict.message += mean_learnt(run) < -plainly
                           ? "the loss is still above that of a constant prediction"
                           : "next to nothing was learnt";
  return verdict;
}

}  // namespace plumb
