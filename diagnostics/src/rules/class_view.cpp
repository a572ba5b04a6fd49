#include "class_view.hpp"

#include <algorithm>
#include <cmath>

namespace plumb {
namespace {

/// By chance it would be right of none of so many samples, were it right as often as of the classes
/// that it has learnt: or as any guess, where there is none.
bool is_never_right(std::int64_t samples, double usual, const Thresholds& thresholds) {
  return samples >= thresholds.unlearnt_samples &&
         std::pow(1 - usual, static_cast<double>(samples)) < thresholds.unlearnt_chance;
}

}  // namespace

bool ClassView::has_one_answer() const {
  return learnt.size() <= 1 && learnt.size() + never.size() >= 2;
}

bool ClassView::is_uneven(const Thresholds& thresholds) const {
  const auto classes = static_cast<double>(learnt.size() + never.size());
  return static_cast<double>(most) * classes >
         thresholds.unlearnt_imbalance * static_cast<double>(samples);
}

ClassTotals totals_of(const ClassCounts& counts) {
  ClassTotals totals;
  for (std::size_t i = 0; i < counts.samples.size(); ++i) {
    totals.samples += counts.samples[i];
    totals.right += counts.right[i];
    totals.most = std::max(totals.most, counts.samples[i]);
  }
  return totals;
}

ClassView view_of(const ClassCounts& counts, const Thresholds& thresholds) {
  ClassView view;
  static_cast<ClassTotals&>(view) = totals_of(counts);
  const std::vector<double> accuracy = counts.accuracy();
  double shares = 0;
  for (std::size_t i = 0; i < counts.samples.size(); ++i) {
    if (counts.samples[i] == 0) continue;
    shares += accuracy[i];
    (counts.right[i] > 0 ? view.learnt : view.never).push_back(i);
  }
  const std::size_t classes = view.learnt.size() + view.never.size();
  if (classes < 2) return view;  // there is no other to tell it from
  view.accuracy = static_cast<double>(view.right) / static_cast<double>(view.samples);
  view.mean_share = shares / static_cast<double>(classes);
  const double usual = view.learnt.empty() ? 1 / static_cast<double>(classes)
                                           : shares / static_cast<double>(view.learnt.size());
  for (const std::size_t i : view.never) {
    if (!is_never_right(counts.samples[i], usual, thresholds)) continue;
    view.unlearnt.push_back(i);
    view.unlearnt_samples += counts.samples[i];
  }
  return view;
}

std::string class_names(const std::vector<std::size_t>& classes) {
  constexpr std::size_t most_named = 6, named = 4;
  if (classes.size() == 1) return "class " + std::to_string(classes.front());
  const bool is_short = classes.size() <= most_named;
  const std::size_t listed = is_short ? classes.size() - 1 : named;
  std::string text = "classes " + std::to_string(classes.front());
  for (std::size_t i = 1; i < listed; ++i) text += ", " + std::to_string(classes[i]);
  return text + " and " +
         (is_short ? std::to_string(classes.back())
                   : std::to_string(classes.size() - named) + " others");
}

}  // namespace plumb
