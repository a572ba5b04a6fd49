#include "start_notice.hpp"

#include <utility>

#include "layer_norms.hpp"

namespace plumb {
namespace {

constexpr double grown = 2;  // times the first loss

}  // namespace

void StartNotice::keep(const RunView& run, Verdict verdict) {
  verdict_ = std::move(verdict);
  first_loss_ = run.record.loss;
}

std::optional<Verdict> StartNotice::harm(const RunView& run, const Thresholds& thresholds) {
  if (!verdict_ || run.loss.steps() < static_cast<std::int64_t>(jump_steps)) return std::nullopt;
  const bool decided = run.record.step >= thresholds.initial_loss_steps && !run.loss.comes_down() &&
                       !is_nearly_down(run, first_loss_);
  const bool harmed = loss_is_large(run, thresholds) &&
                      (decided || *run.loss.window().median(jump_steps) > grown * first_loss_);
  if (!harmed && !decided) return std::nullopt;
  auto verdict = std::exchange(verdict_, std::nullopt);
  if (!harmed) return std::nullopt;
  verdict->severity = Severity::warning;
  return verdict;
}

}  // namespace plumb
