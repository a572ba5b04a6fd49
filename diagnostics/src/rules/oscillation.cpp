#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss jumps up and down without getting anywhere.
class Oscillation final : public Rule {
 public:
  explicit Oscillation(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "oscillation"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto full = static_cast<std::int64_t>(block * blocks);
    if (run.loss.steps() < 2 * full || run.loss.steps() % full != 0) return std::nullopt;
    if (!run.loss.has_scale()) return std::nullopt;  // jumps in parts of a mean near 0 are none
    std::array<double, blocks> level{};
    double mean = 0;
    for (std::size_t i = 0; i < blocks; ++i) {
      const std::size_t skip = block * (blocks - 1 - i);
      level[i] = run.loss.window().median(block, skip).value_or(0);
      mean += level[i] / static_cast<double>(blocks);
    }
    double jump = 0;
    int turns = 0;
    for (std::size_t i = 1; i < blocks; ++i) {
      jump += std::abs(level[i] - level[i - 1]) / static_cast<double>(blocks - 1);
      if (i >= 2 && (level[i] - level[i - 1]) * (level[i - 1] - level[i - 2]) < 0) ++turns;
    }
    const bool high = mean > 0.3 * run.loss.baseline();
    const bool falls = mean < still_as_high * std::exchange(mean_before_, mean);
    const bool swings = jump > t_.oscillation_amplitude * mean && turns >= least_turns &&
                        jump > t_.oscillation_noise * jump_by_chance(run.loss.window());
    if (streak_.update(swings && high && !falls, run.record.step) < hundreds) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = streak_.since() - full + 1;
    verdict.evidence = {{"mean_jump", jump}, {"mean_loss", mean}, {"turns", turns}};
    verdict.message = "the loss goes up and down by " + percent_text(jump / mean) +
                      " of its mean from one ten steps to the next without falling";
    verdict.remedies = remedies::list(
        {remedies::lower_rate(run.facts), remedies::lower_momentum(run.facts),
         remedies::larger_batch(run.facts), remedies::adaptive_optimizer(run.facts)});
    return verdict;
  }

 private:
  /// Mean difference of the medians of two blocks, were it chance alone which of the losses are in
  /// which block: ∫ 2 F (1 − F) dx, where F is the probability that such a median is below x. That
  /// asks nothing of how the losses are distributed: batches with and without a rare sample have
  /// two values.
  static double jump_by_chance(const Window& window) {
    std::vector<double> losses = window.values(block * blocks);
    std::sort(losses.begin(), losses.end());
    double jump = 0;
    for (std::size_t i = 1; i < losses.size(); ++i) {
      const double below = static_cast<double>(i) / static_cast<double>(losses.size());
      const double median_below =
          0.5 * (at_least(block / 2, below) + at_least(block / 2 + 1, below));
      jump += 2 * median_below * (1 - median_below) * (losses[i] - losses[i - 1]);
    }
    return jump;
  }

  /// The probability that so many losses of a block or more are among the `share` of all.
  static double at_least(std::size_t count, double share) {
    double sum = 0, ways = 1;
    for (std::size_t k = block; k >= count; --k) {
      sum += ways * std::pow(share, k) * std::pow(1 - share, block - k);
      ways *= static_cast<double>(k) / static_cast<double>(block - k + 1);
    }
    return sum;
  }

  static constexpr std::size_t block = 10;  // steps: medians over a block smooth the batches
  static constexpr std::size_t blocks = 10;
  static constexpr double still_as_high = 0.9;  // of the mean before
  static constexpr int least_turns = 5;         // of 8 possible
  static constexpr int hundreds = 3;            // of steps, in a row

  Thresholds t_;
  Streak streak_;
  double mean_before_ = 0;
};

}  // namespace

std::unique_ptr<Rule> oscillation(const Thresholds& thresholds) {
  return std::make_unique<Oscillation>(thresholds);
}

}  // namespace plumb
