#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "plumb/diagnostics/repair.hpp"

namespace plumb {
namespace {

using Score = std::function<double(const PairedScores&)>;

double mean(const std::vector<PairedScores>& scores, const Score& score) {
  double sum = 0;
  for (const auto& pair : scores) sum += score(pair);
  return sum / static_cast<double>(scores.size());
}

double variance(const std::vector<PairedScores>& scores, const Score& score) {
  if (scores.size() < 2) return 0;
  const double center = mean(scores, score);
  double sum = 0;
  for (const auto& pair : scores) sum += (score(pair) - center) * (score(pair) - center);
  return sum / static_cast<double>(scores.size() - 1);
}

/// Of the mean shares, taken for independent: those of one network's samples that the other gets
/// right, too, make it less.
double chance_of(std::int64_t samples, double broken, double repaired) {
  if (samples < 1) return 0;
  const double variance = broken * (1 - broken) + repaired * (1 - repaired);
  return 2 * std::sqrt(std::max(variance, 0.0) / static_cast<double>(samples));
}

/// One that is not a number is the largest there is.
double median_loss(const std::vector<PairedScores>& scores, double PairedScores::*member) {
  std::vector<double> losses;
  for (const auto& pair : scores)
    losses.push_back(std::isnan(pair.*member) ? std::numeric_limits<double>::infinity()
                                              : pair.*member);
  const auto middle = losses.begin() + static_cast<std::ptrdiff_t>(losses.size() / 2);
  std::nth_element(losses.begin(), middle, losses.end());
  return *middle;
}

}  // namespace

double counted_score(double score, double guess) {
  return std::isfinite(score) ? std::max(score, guess) : guess;
}

bool beats_guess(const TrialOutcome& outcome) {
  return counted_score(outcome.score, outcome.guess) > outcome.guess;
}

bool Gain::hides_in_chance() const {
  constexpr double far_lower = 0.1;
  return failed == 0 && mean > 0 && mean > spread && mean <= chance &&
         std::isfinite(repaired_loss) && repaired_loss <= far_lower * broken_loss;
}

Gain gain_of(const std::vector<PairedScores>& scores) {
  if (scores.empty()) return {};
  const Score broken = [](const PairedScores& pair) {
    return counted_score(pair.broken, pair.guess);
  };
  const Score repaired = [](const PairedScores& pair) {
    return counted_score(pair.repaired, pair.guess);
  };
  const auto failed = std::count_if(scores.begin(), scores.end(), [](const PairedScores& pair) {
    return !std::isfinite(pair.repaired);
  });
  const double before = mean(scores, broken), after = mean(scores, repaired);
  return {after - before,
          std::sqrt((variance(scores, broken) + variance(scores, repaired)) / 2),
          scores.size(),
          static_cast<std::size_t>(failed),
          chance_of(scores.front().samples, before, after),
          median_loss(scores, &PairedScores::broken_loss),
          median_loss(scores, &PairedScores::repaired_loss)};
}

}  // namespace plumb
