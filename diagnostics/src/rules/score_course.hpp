#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace plumb {

/// What the evaluations of a run have said of its network, one after the other. Of many it keeps a
/// part, evenly spread.
class ScoreCourse {
 public:
  /// Shares of what the best constant answer leaves: the network's on other data, and what its
  /// training loss has lost.
  struct Point {
    std::int64_t steps = 0;
    double score = 0;
    double learnt = 0;
  };

  /// In the order of their steps.
  void add(const Point& point);

  /// The highest score so far.
  std::optional<double> best() const { return best_; }

  /// How much either share has risen since half as many steps, the more of both, by the last
  /// evaluation; nothing where none was that long ago.
  std::optional<double> last_gain() const { return gains_[1]; }

  /// The more of the last two evaluations.
  std::optional<double> gain() const;

 private:
  std::optional<double> gain_of(const Point& point) const;
  void keep_every_other();

  static constexpr std::size_t most_points = 256;

  std::vector<Point> points_;
  std::int64_t added_ = 0, interval_ = 1;  // from one that is kept to the next
  std::optional<double> best_;
  std::optional<double> gains_[2];  // of the last but one and of the last
};

}  // namespace plumb
