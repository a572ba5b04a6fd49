#include <cmath>
#include <functional>

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

double or_zero(double score) {
  return std::isnan(score) ? 0 : score;
}

}  // namespace

Gain gain_of(const std::vector<PairedScores>& scores) {
  if (scores.empty()) return {};
  const Score broken = [](const PairedScores& pair) { return or_zero(pair.broken); };
  const Score repaired = [](const PairedScores& pair) { return or_zero(pair.repaired); };
  return {mean(scores, repaired) - mean(scores, broken),
          std::sqrt((variance(scores, broken) + variance(scores, repaired)) / 2), scores.size()};
}

}  // namespace plumb
