#include "sweep/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

namespace plumb {
namespace {

constexpr double worst_merit = -std::numeric_limits<double>::infinity();

SettingScore score_of(std::vector<std::size_t> rows, const std::vector<double>& merits) {
  const double median = median_of(merits);
  const auto [worst, best] = std::minmax_element(merits.begin(), merits.end());
  // −∞ − −∞ between the middles
  return {std::move(rows), std::isnan(median) ? worst_merit : median, *worst, *best};
}

}  // namespace

Better better(const Measure& measure) {
  const auto& name = measure.name;
  if (measure.scale == Measure::Scale::share || name.ends_with("score") ||
      name == "steps-to-failure")
    return Better::high;
  if (measure.scale == Measure::Scale::signed_log) return Better::near_zero;
  const bool low = name.ends_with("loss") || name == "seconds" || name == "infos" ||
                   name == "warnings" || name == "errors";
  return low ? Better::low : Better::neither;
}

std::optional<double> merit(const RunResult& row, const Measure& measure) {
  const Better direction = better(measure);
  if (row.status == "failed" && direction != Better::neither) return worst_merit;
  const auto& value = row.numbers.*measure.value;
  if (!row.trained() || !value) return std::nullopt;
  if (std::isnan(*value))
    return direction == Better::neither ? std::nullopt : std::optional(worst_merit);
  switch (direction) {
    case Better::low:
      return -*value;
    case Better::near_zero:
      return -std::abs(*value);
    case Better::high:
    case Better::neither:
      return *value;
  }
  return std::nullopt;
}

double value_of(const Measure& measure, double merit) {
  const Better direction = better(measure);
  return direction == Better::low || direction == Better::near_zero ? -merit : merit;
}

const Measure* headline_measure(const SweepResults& results) {
  for (const char* name :
       {"final-accuracy", "final-score", "final-train-score", "final-loss", "final-train-loss"}) {
    const auto& measure = find_measure(name);
    if (results.share_loss_unit && std::string_view(name).ends_with("score")) continue;
    const bool any = std::any_of(results.rows.begin(), results.rows.end(), [&](const auto& row) {
      return row.trained() && (row.numbers.*measure.value).has_value();
    });
    if (any) return &measure;
  }
  return nullptr;
}

double median_of(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

std::vector<SettingScore> rank_settings(const SweepResults& results, const Measure& measure) {
  std::map<std::vector<std::string>, std::size_t> places;
  std::vector<std::vector<std::size_t>> rows;
  std::vector<std::vector<double>> merits;
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const auto value = merit(results.rows[i], measure);
    if (!value) continue;
    auto setting = results.rows[i].values;
    setting.pop_back();  // the seed
    const auto [place, is_new] = places.try_emplace(std::move(setting), rows.size());
    if (is_new) {
      rows.emplace_back();
      merits.emplace_back();
    }
    rows[place->second].push_back(i);
    merits[place->second].push_back(*value);
  }
  std::vector<SettingScore> scores;
  for (std::size_t i = 0; i < rows.size(); ++i)
    scores.push_back(score_of(std::move(rows[i]), merits[i]));
  std::stable_sort(scores.begin(), scores.end(), [](const SettingScore& a, const SettingScore& b) {
    return a.median > b.median;
  });
  return scores;
}

}  // namespace plumb
