#include <array>
#include <cmath>
#include <utility>

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
    double mean = 0, spread = 0;
    for (std::size_t i = 0; i < blocks; ++i) {
      const std::size_t skip = block * (blocks - 1 - i);
      level[i] = run.loss.window().median(block, skip).value_or(0);
      mean += level[i] / static_cast<double>(blocks);
      spread += deviation(run.loss.window(), skip) / static_cast<double>(blocks);
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
                        jump > t_.oscillation_noise * jump_of_noise * spread;
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
  /// Standard deviation of a block's losses, were they Gaussian, by their quartiles.
  static double deviation(const Window& losses, std::size_t skip) {
    constexpr double quartiles = 1.349;  // apart, in standard deviations
    return (losses.quantile(0.75, block, skip).value_or(0) -
            losses.quantile(0.25, block, skip).value_or(0)) /
           quartiles;
  }

  // Mean difference of two blocks' medians, in standard deviations of a loss, where nothing but
  // batches moves it: 2/√π times the median's standard error, √(π/2)/√10.
  static constexpr double jump_of_noise = 0.447;
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
