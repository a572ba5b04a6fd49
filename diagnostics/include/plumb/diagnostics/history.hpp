#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace plumb {

/// The last values of a series, for robust statistics over windows that end now. Values that are
/// not finite are left out.
class Window {
 public:
  explicit Window(std::size_t capacity) : capacity_(capacity) {}

  void add(double value);

  std::size_t size() const { return values_.size(); }

  /// Median of the `count` values before the last `skip`; fewer where there are fewer, nothing
  /// where there are none.
  std::optional<double> median(std::size_t count, std::size_t skip = 0) const;

  /// Quantile q in [0, 1] of the same values, between neighbours interpolated.
  std::optional<double> quantile(double q, std::size_t count, std::size_t skip = 0) const;

  /// Mean of the same values.
  std::optional<double> mean(std::size_t count, std::size_t skip = 0) const;

  /// The same values, from the earliest on.
  std::vector<double> values(std::size_t count, std::size_t skip = 0) const;

 private:
  struct Span {
    std::deque<double>::const_iterator begin, end;
  };
  Span span(std::size_t count, std::size_t skip) const;

  std::size_t capacity_;
  std::deque<double> values_;
};

/// The losses of a run so far, and what they say of learning.
class LossHistory {
 public:
  /// RunFacts::baseline_loss, loss_has_course and least_loss.
  explicit LossHistory(std::optional<double> baseline, bool has_course = true, double least = 0);

  void add(double loss);

  std::int64_t steps() const { return steps_; }
  const Window& window() const { return window_; }

  /// Median of the first ten losses, or as many as there were.
  double initial() const;

  /// Mean of the last 20, or as many as there were (a median would take the loss of single samples,
  /// now 0 and now large, for learning); the smallest and the largest that was so far, from the
  /// tenth step on.
  double level() const { return level_; }
  double best() const { return best_; }
  double worst() const { return worst_; }

  /// The loss of a network that ignores its input: given, or else the largest median of the first
  /// three, five and ten losses, as far as they are there.
  double baseline() const;

  /// Whether losses can be compared by their ratios: they have a course, none has been below 0, nor
  /// is the baseline. A likelihood's, a policy's or a critic's are compared by differences, or not
  /// at all.
  bool has_scale() const;

  /// The share that is gone of the baseline, as far as the loss can fall: 0 has learned nothing, 1
  /// everything; negative is worse than a constant. By the level now, at best so far, and of any
  /// loss. 1 without has_scale(): that says nothing of learning.
  double learnt() const;
  double best_learnt() const;
  double learnt_at(double loss) const;

  /// Whether the loss is on its way down: the median of the last ten, or twenty, is less than nine
  /// tenths of that of as many before. False where there were not that many.
  bool falls() const;

  /// Whether it is on its way from a bad start and will soon be there: the median of the last 25 is
  /// less than three quarters of that of the 25 that ended fifty, or a hundred, steps before.
  bool comes_down() const;

  /// Whether it falls steadily, however slowly: of its last four stretches of so many steps each
  /// has a lower median than the one before, and the last than the first by more than two medians
  /// differ by chance. False where there were not that many.
  bool falls_steadily(std::size_t stretch) const;

  /// The same at the end of a run: by stretches of fifty steps, or a quarter of a short run.
  bool falls_at_the_end() const;

  /// How much lower the median of its last stretch then is than that of the one before. 0 where it
  /// does not fall.
  double fall_at_the_end() const;

 private:
  std::size_t stretch_at_the_end() const;
  double quartiles_of(std::size_t stretch) const;  // of the last so many steps, how far apart
  double highest_start() const;

  std::optional<double> given_baseline_;
  bool has_course_;
  double least_;
  Window window_;
  Window first_;
  std::int64_t steps_ = 0;
  double level_ = 0, best_ = 0, worst_ = 0;
  double stand_in_ = 0;     // for a baseline that is not given
  bool has_level_ = false;  // of finite losses
  bool was_negative_ = false;
};

}  // namespace plumb
