#include "terminal/run_curve.hpp"

#include <algorithm>
#include <cmath>

namespace plumb {

void RunCurve::Part::add(const Part& other) {
  if (steps == 0) {
    *this = other;
    return;
  }
  sum += other.sum;
  largest = std::isfinite(largest) && !(other.largest <= largest) ? other.largest : largest;
  steps += other.steps;
}

void RunCurve::add(double value) {
  if (parts_.empty() || parts_.back().steps == steps_per_part_) {
    if (parts_.size() == capacity_) merge_pairs();
    parts_.emplace_back();
  }
  parts_.back().add({value, value, 1});
  last_ = value;
  if (std::isfinite(value)) {
    lowest_ = std::min(lowest_, value);
    highest_ = std::max(highest_, value);
  }
  ++steps_;
}

void RunCurve::clear() {
  *this = RunCurve(capacity_);
}

void RunCurve::merge_pairs() {
  std::vector<Part> merged;
  for (std::size_t i = 0; i < parts_.size(); i += 2) {
    merged.push_back(parts_[i]);
    if (i + 1 < parts_.size()) merged.back().add(parts_[i + 1]);
  }
  parts_ = std::move(merged);
  steps_per_part_ *= 2;
}

std::vector<double> RunCurve::columns(std::size_t columns, Of of) const {
  std::vector<double> values;
  if (columns == 0) return values;
  const std::size_t pitch = (parts_.size() + columns - 1) / columns;
  for (std::size_t begin = 0; begin < parts_.size(); begin += pitch) {
    Part stretch;
    for (std::size_t i = begin; i < std::min(begin + pitch, parts_.size()); ++i)
      stretch.add(parts_[i]);
    values.push_back(of == Of::means ? stretch.sum / static_cast<double>(stretch.steps)
                                     : stretch.largest);
  }
  return values;
}

}  // namespace plumb
