#include "plumb/diagnostics/history.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace plumb {
namespace {

constexpr std::size_t first_steps = 10;       // what counts as the loss at the start
constexpr std::size_t fast_steps[] = {3, 5};  // … of a network that learns within these
constexpr std::size_t loss_level_steps =
    20;  // long enough to smooth batches, short enough to be now
constexpr std::size_t window_steps = 1024;
constexpr std::size_t falling_steps[] = {10, 20};
constexpr double falling_to = 0.9;
constexpr std::size_t falling_stretches = 4;  // in a row
// The difference of two medians of n normal values has a deviation of 1.77 σ/√n, and quartiles lie
// 1.35 σ apart: one and a half times that.
constexpr double chance_of_medians = 2;
constexpr std::size_t last_stretch = 50;  // steps, at the end of a run
constexpr std::size_t coming_down_window = 25;
constexpr std::size_t coming_down_steps[] = {50, 100};
constexpr double coming_down_to = 0.75;

/// What is left of a loss that has lost all but this share of its size.
double down_to(double share, double loss) {
  return loss >= 0 ? share * loss : (2 - share) * loss;
}

}  // namespace

void Window::add(double value) {
  if (!std::isfinite(value)) return;
  values_.push_back(value);
  if (values_.size() > capacity_) values_.pop_front();
}

Window::Span Window::span(std::size_t count, std::size_t skip) const {
  const std::size_t end = values_.size() - std::min(skip, values_.size());
  const std::size_t begin = end - std::min(count, end);
  return {values_.begin() + static_cast<std::ptrdiff_t>(begin),
          values_.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::optional<double> Window::median(std::size_t count, std::size_t skip) const {
  return quantile(0.5, count, skip);
}

std::optional<double> Window::quantile(double q, std::size_t count, std::size_t skip) const {
  const Span asked = span(count, skip);
  thread_local std::vector<double> part;  // several of these are asked for at every step
  part.assign(asked.begin, asked.end);
  if (part.empty()) return std::nullopt;
  const double place = q * static_cast<double>(part.size() - 1);
  const auto low = part.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(part.begin(), low, part.end());
  const double below = *low;
  const double share = place - std::floor(place);
  if (share == 0) return below;
  return below + share * (*std::min_element(low + 1, part.end()) - below);
}

std::optional<double> Window::mean(std::size_t count, std::size_t skip) const {
  const Span asked = span(count, skip);
  if (asked.begin == asked.end) return std::nullopt;
  return std::accumulate(asked.begin, asked.end, 0.0) /
         static_cast<double>(asked.end - asked.begin);
}

std::vector<double> Window::values(std::size_t count, std::size_t skip) const {
  const Span asked = span(count, skip);
  return {asked.begin, asked.end};
}

LossHistory::LossHistory(std::optional<double> baseline, bool has_course, double least)
    : given_baseline_(baseline),
      has_course_(has_course),
      least_(least),
      window_(window_steps),
      first_(first_steps) {}

void LossHistory::add(double loss) {
  ++steps_;
  was_negative_ = was_negative_ || loss < 0;
  window_.add(loss);
  if (first_.size() < first_steps) {
    first_.add(loss);
    stand_in_ = highest_start();
  }
  const std::optional<double> level = window_.mean(loss_level_steps);
  if (!level) return;
  level_ = *level;
  if (steps_ <= static_cast<std::int64_t>(first_steps) || !has_level_) {
    best_ = worst_ = level_;
    has_level_ = true;
  } else {
    best_ = std::min(best_, level_);
    worst_ = std::max(worst_, level_);
  }
}

double LossHistory::initial() const {
  return first_.median(first_steps).value_or(0);
}

double LossHistory::baseline() const {
  return given_baseline_.value_or(stand_in_);
}

double LossHistory::highest_start() const {
  double highest = initial();
  for (const std::size_t steps : fast_steps) {
    if (first_.size() >= steps)
      highest = std::max(highest, *first_.median(steps, first_.size() - steps));
  }
  return highest;
}

bool LossHistory::has_scale() const {
  return has_course_ && !was_negative_ && baseline() >= 0;
}

double LossHistory::learnt() const {
  return learnt_at(level_);
}

double LossHistory::best_learnt() const {
  return learnt_at(best_);
}

double LossHistory::learnt_at(double loss) const {
  return has_scale() && baseline() > least_ ? (baseline() - loss) / (baseline() - least_) : 1;
}

bool LossHistory::falls() const {
  return std::any_of(std::begin(falling_steps), std::end(falling_steps), [&](std::size_t steps) {
    return window_.size() >= 2 * steps &&
           *window_.median(steps) < down_to(falling_to, *window_.median(steps, steps));
  });
}

bool LossHistory::falls_steadily(std::size_t stretch) const {
  if (stretch == 0 || window_.size() < falling_stretches * stretch) return false;
  for (std::size_t i = 0; i + 1 < falling_stretches; ++i) {
    if (!(*window_.median(stretch, i * stretch) < *window_.median(stretch, (i + 1) * stretch)))
      return false;
  }
  const double fall =
      *window_.median(stretch, (falling_stretches - 1) * stretch) - *window_.median(stretch);
  return fall > chance_of_medians * quartiles_of(stretch) / std::sqrt(static_cast<double>(stretch));
}

double LossHistory::quartiles_of(std::size_t stretch) const {
  return *window_.quantile(0.75, stretch) - *window_.quantile(0.25, stretch);
}

std::size_t LossHistory::stretch_at_the_end() const {
  return std::min(last_stretch, window_.size() / falling_stretches);
}

bool LossHistory::falls_at_the_end() const {
  return falls_steadily(stretch_at_the_end());
}

double LossHistory::fall_at_the_end() const {
  if (!falls_at_the_end()) return 0;
  const std::size_t stretch = stretch_at_the_end();
  return *window_.median(stretch, stretch) - *window_.median(stretch);
}

bool LossHistory::comes_down() const {
  return std::any_of(
      std::begin(coming_down_steps), std::end(coming_down_steps), [&](std::size_t steps) {
        return window_.size() >= steps + coming_down_window &&
               *window_.median(coming_down_window) <
                   down_to(coming_down_to, *window_.median(coming_down_window, steps));
      });
}

}  // namespace plumb
