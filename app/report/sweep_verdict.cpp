#include "report/sweep_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace plumb {
namespace {

/// "activation selu, init lsuv": the axes that have a choice, the seed excepted.
std::string setting_text(const SweepContent& content, std::size_t row) {
  std::string text;
  const auto& axes = content.results.axes;
  for (std::size_t i = 0; i + 1 < axes.size(); ++i) {
    if (axes[i].values.size() < 2) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", axes[i].name,
                        axes[i].values[content.values[row][i]]);
  }
  return text;
}

std::string merit_text(const Measure& measure, double merit) {
  return std::isfinite(merit) ? measure_text(measure, value_of(measure, merit)) : "none";
}

std::string headline(const SweepContent& content, const Measure& measure) {
  const auto scores = rank_settings(content.results, measure);
  if (scores.empty() || !std::isfinite(scores.front().median))
    return fmt::format("No setting has a finite {}.", measure.title);
  const auto& best = scores.front();
  const auto setting = setting_text(content, best.rows.front());
  auto text = fmt::format("{}{}: {} {}", setting.empty() ? "" : "Best with ",
                          setting.empty() ? "All runs" : setting, measure.title,
                          merit_text(measure, best.median));
  if (best.rows.size() > 1) {
    text += fmt::format(" (median of {} seeds, {} to {})", best.rows.size(),
                        merit_text(measure, best.worst), merit_text(measure, best.best));
  }
  const auto within = std::count_if(scores.begin() + 1, scores.end(), [&](const auto& score) {
    return best.rows.size() > 1 && score.median >= best.worst;
  });
  if (within > 0) {
    text += fmt::format("; {} other {} no worse than its worst seed", within,
                        within == 1 ? "setting is" : "settings are");
  }
  return text + '.';
}

struct Effect {
  std::string axis;
  double share = 0;
};

/// Halves are rounded up, as the page's charts do.
std::string share_text(double share) {
  return fmt::format("{:.0f} %", std::round(100 * share));
}

std::string importance(const SweepContent& content, const Measure& measure) {
  constexpr double noticeable = 0.05;
  std::vector<Effect> effects;
  for (std::size_t i = 0; i + 1 < content.results.axes.size(); ++i) {
    if (const auto share = axis_effect(content, i, measure))
      effects.push_back({content.results.axes[i].name, *share});
  }
  if (effects.empty()) return {};
  std::stable_sort(effects.begin(), effects.end(),
                   [](const Effect& a, const Effect& b) { return a.share > b.share; });
  if (effects.front().share < noticeable)
    return "No setting alone matters: each accounts for less than 5 % of how the runs rank.";
  auto text = fmt::format("{} matters most: alone it accounts for {} of how the runs rank",
                          effects.front().axis, share_text(effects.front().share));
  for (std::size_t i = 1; i < std::min<std::size_t>(effects.size(), 4); ++i) {
    text += fmt::format("{} {} {}", i == 1 ? "; then" : ",", effects[i].axis,
                        share_text(effects[i].share));
  }
  return text + '.';
}

std::string outcome(const SweepContent& content) {
  std::map<std::string, std::size_t> counts;
  std::size_t done = 0;
  for (const auto& row : content.results.rows) {
    if (row.trained()) {
      ++done;
    } else {
      ++counts[row.status];
    }
  }
  const auto planned = content.results.rows.size();
  auto text = fmt::format("{} {}: {} done", planned, planned == 1 ? "run" : "runs", done);
  for (const auto& [status, count] : counts) text += fmt::format(", {} {}", count, status);
  return text + '.';
}

}  // namespace

SweepVerdict sweep_verdict(const SweepContent& content) {
  const auto& rows = content.results.rows;
  const bool all = std::all_of(rows.begin(), rows.end(), [](const auto& r) { return r.trained(); });
  const Measure* measure = headline_measure(content.results);
  if (measure == nullptr) return {"error", "No run has a result.", "", outcome(content)};
  return {all ? "none" : "warning", headline(content, *measure), importance(content, *measure),
          outcome(content)};
}

std::string place_text(const SweepContent& content, const std::vector<std::size_t>& rows,
                       const SweepPlace& place) {
  const auto with_outcome = static_cast<std::size_t>(
      std::count_if(content.results.rows.begin(), content.results.rows.end(),
                    [](const auto& row) { return row.status != missing_status; }));
  auto text = fmt::format("{} of {} runs", rows.size(), with_outcome);
  if (rows.size() == with_outcome) return "all " + fmt::format("{} runs", with_outcome);
  if (place.conditions.empty()) return text;
  text += place.hits == place.runs ? fmt::format(": all {} with ", place.runs)
                                   : fmt::format(": {} of the {} with ", place.hits, place.runs);
  for (std::size_t i = 0; i < place.conditions.size(); ++i) {
    const auto& axis = content.results.axes[place.conditions[i].axis];
    text += fmt::format("{}{} {}", i > 0 ? " and " : "", axis.name,
                        axis.values[place.conditions[i].value]);
  }
  if (rows.size() > place.hits) text += fmt::format(", {} elsewhere", rows.size() - place.hits);
  return text;
}

std::vector<SweepLoss> sweep_losses(const SweepContent& content) {
  std::vector<SweepLoss> losses;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < content.results.rows.size(); ++i) {
    const auto& row = content.results.rows[i];
    if (row.trained()) continue;
    const auto [place, is_new] = places.try_emplace({row.status, row.reason}, losses.size());
    if (is_new) losses.push_back({row.status, row.reason, {}});
    losses[place->second].rows.push_back(i);
  }
  std::stable_sort(losses.begin(), losses.end(), [](const SweepLoss& a, const SweepLoss& b) {
    return a.rows.size() > b.rows.size();
  });
  return losses;
}

}  // namespace plumb
