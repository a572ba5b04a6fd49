#pragma once

#include <algorithm>
#include <cstdint>

namespace plumb {

/// What the loss was before steps took it anywhere. No untrained network is far better than a
/// constant prediction but by chance: a first batch that costs so little lacks the samples that
/// cost most, as of a rare class. Then, as long as another one is as cheap again, those between
/// them are what batches differ by, and all count alike.
class FirstLosses {
 public:
  void observe(double loss, double baseline) {
    if (count_ >= first_steps) return;
    sum_ += loss;
    if (++count_ == 1) first_ = level_ = loss;
    if (is_by_chance(first_, baseline) && is_by_chance(loss, baseline))
      level_ = std::max(level_, sum_ / static_cast<double>(count_));
  }

  /// Whether they say enough: of batches of which one was cheap by chance, not before all are
  /// there.
  bool are_certain(double baseline) const {
    return count_ >= first_steps || !is_by_chance(first_, baseline);
  }

  /// The first; of such batches the mean up to the last cheap one, if that is more.
  double level() const { return level_; }

 private:
  static constexpr std::int64_t first_steps = 20;  // later ones may have come back from a rise
  static constexpr double far_better = 0.1;        // of the baseline

  static bool is_by_chance(double loss, double baseline) {
    return baseline > 0 && loss < far_better * baseline;
  }

  std::int64_t count_ = 0;
  double first_ = 0, sum_ = 0, level_ = 0;
};

}  // namespace plumb
