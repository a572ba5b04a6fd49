#include "score_course.hpp"

#include <algorithm>

namespace plumb {

void ScoreCourse::add(const Point& point) {
  gains_[0] = gains_[1];
  gains_[1] = gain_of(point);
  best_ = std::max(point.score, best_.value_or(point.score));
  if (added_++ % interval_ != 0) return;
  points_.push_back(point);
  if (points_.size() == most_points) keep_every_other();
}

std::optional<double> ScoreCourse::gain() const {
  if (!gains_[0] || !gains_[1]) return std::nullopt;
  return std::max(*gains_[0], *gains_[1]);
}

std::optional<double> ScoreCourse::gain_of(const Point& point) const {
  const auto later =
      std::upper_bound(points_.begin(), points_.end(), point.steps / 2,
                       [](std::int64_t steps, const Point& other) { return steps < other.steps; });
  if (later == points_.begin()) return std::nullopt;
  const Point& past = *(later - 1);
  return std::max(point.score - past.score, point.learnt - past.learnt);
}

void ScoreCourse::keep_every_other() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points_.size(); i += 2) points_[kept++] = points_[i];
  points_.resize(kept);
  interval_ *= 2;
}

}  // namespace plumb
