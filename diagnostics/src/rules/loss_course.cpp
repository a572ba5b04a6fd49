#include "loss_course.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace plumb {
namespace {

constexpr double nearly_all_losses = 0.98;
constexpr std::size_t losses_with_a_spread = 20;
constexpr std::size_t block = 25;  // steps: a median of so many does not follow single batches

// Of the mean of lasting_steps, in parts of the baseline: above, a loss may stand whose network has
// learnt much and is sure of the little that it gets wrong.
constexpr double nothing_gone = 0.98, not_above = 1.3;

}  // namespace

UsualLoss usual_loss(const RunView& run, std::size_t steps, std::size_t skip) {
  const Window& losses = run.loss.window();
  UsualLoss usual{losses.median(steps, skip).value_or(0), std::numeric_limits<double>::infinity()};
  if (losses.size() >= skip + losses_with_a_spread)
    usual.spread = *losses.quantile(nearly_all_losses, steps, skip) -
                   *losses.quantile(1 - nearly_all_losses, steps, skip);
  return usual;
}

MeanLoss mean_loss(const Window& losses, std::size_t count, std::size_t skip) {
  const std::vector<double> values = losses.values(count, skip);
  if (values.empty()) return {};
  const auto size = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / size;
  const double squares = std::accumulate(
      values.begin(), values.end(), 0.0,
      [&](double sum, double value) { return sum + (value - mean) * (value - mean); });
  return {mean, squares / std::max(size - 1, 1.0) / size};
}

bool is_above(const MeanLoss& high, const MeanLoss& low, double errors) {
  return high.value - low.value > errors * std::sqrt(high.variance + low.variance);
}

bool loss_has_jumped(const RunView& run, const UsualLoss& usual, const Thresholds& thresholds) {
  const auto level = run.loss.window().median(jump_steps);
  if (!level) return false;
  if (!run.loss.has_scale())
    return *level - usual.level > thresholds.loss_jump * (std::abs(usual.level) + usual.spread);
  return *level > thresholds.loss_jump * usual.level && *level > 0.5 * run.loss.baseline();
}

double mean_learnt(const RunView& run) {
  if (run.loss.window().size() < lasting_steps || !run.loss.has_scale()) return 0;
  return run.loss.learnt_at(*run.loss.window().mean(lasting_steps));
}

bool has_learnt_for_good(const RunView& run) {
  return mean_learnt(run) >= 0.5;
}

bool has_learnt_after_all(const RunView& run, const Thresholds& thresholds) {
  return mean_learnt(run) > thresholds.ended_learnt;
}

bool ends_at_baseline(const RunView& run) {
  const double baseline = run.loss.baseline();
  const auto level = run.loss.window().mean(lasting_steps);
  return level && run.loss.has_scale() &&
         run.loss.steps() >= static_cast<std::int64_t>(lasting_steps) &&
         *level > nothing_gone * baseline && *level < not_above * baseline;
}

bool ends_on_the_way_down(const RunView& run, const Thresholds& thresholds) {
  const double baseline = run.loss.baseline();
  return run.loss.best_learnt() <= thresholds.nothing_learnt &&
         run.loss.level() < not_above * baseline &&
         run.loss.fall_at_the_end() > thresholds.nothing_learnt * baseline;
}

bool ended_without_learning(const RunView& run, const Thresholds& thresholds) {
  if (!run.facts.baseline_loss || run.loss.steps() < thresholds.ended_steps) return false;
  const double learnt = run.loss.best_learnt();
  return learnt <= thresholds.nothing_learnt || ends_at_baseline(run) ||
         (learnt <= thresholds.ended_plateau && !run.loss.falls_at_the_end());
}

bool is_at_baseline(const RunView& run, const Thresholds& thresholds) {
  return run.loss.learnt() > -thresholds.learnt;
}

bool ends_on_plateau(const RunView& run, const Thresholds& thresholds) {
  // However much batches move the level. A loss that was low once may have risen since its network
  // is sure of the little that it gets wrong.
  const bool never_left =
      ends_at_baseline(run) && run.loss.best_learnt() <= thresholds.ended_plateau;
  return ended_without_learning(run, thresholds) &&
         (is_at_baseline(run, thresholds) || never_left) && !ends_on_the_way_down(run, thresholds);
}

double excess_left(const RunView& run, double first_loss) {
  const double baseline = run.loss.baseline();
  return (*run.loss.window().median(block) - baseline) / (first_loss - baseline);
}

bool stays_up(const RunView& run, double first_loss, const Thresholds& thresholds) {
  return run.loss.steps() >= thresholds.early_start_steps && run.warm_up == 0 &&
         run.loss.has_scale() &&
         first_loss > (1 + thresholds.slow_start_excess) * run.loss.baseline() &&
         excess_left(run, first_loss) > thresholds.early_start_left;
}

bool has_settled(const RunView& run, double first_loss, const Thresholds& thresholds) {
  constexpr double left = 0.05;
  if (run.loss.comes_down()) return false;
  if (stays_up(run, first_loss, thresholds)) return true;
  if (run.record.step < thresholds.initial_loss_steps) return false;
  const double baseline = run.loss.baseline();
  const bool is_nearly_down = run.loss.level() - baseline < left * (first_loss - baseline);
  return !is_nearly_down || *run.loss.window().median(block) > thresholds.settled_high * baseline;
}

bool loss_is_down(const RunView& run, const Thresholds& thresholds) {
  return run.loss.steps() >= thresholds.initial_loss_steps && run.loss.has_scale() &&
         run.loss.level() <= thresholds.initial_loss_info * run.loss.baseline();
}

bool loss_is_large(const RunView& run, const Thresholds& thresholds) {
  const auto level = run.loss.window().median(jump_steps);
  return level && run.loss.has_scale() &&
         *level > thresholds.initial_loss_info * run.loss.baseline();
}

}  // namespace plumb
