#pragma once

namespace plumb {

/// How often a run saves itself: after each epoch, as long as saving takes at most a tenth of the
/// run's time. Writing through to a disk costs milliseconds, which is more than an epoch of a small
/// data set; what a killed run has to do again is then about ten times what a checkpoint costs.
class SavePace {
 public:
  /// `elapsed`: seconds since the run began.
  bool is_due(double elapsed) const { return spent_ <= most_share * elapsed; }

  /// Seconds that a checkpoint took.
  void add(double seconds) { spent_ += seconds; }

 private:
  static constexpr double most_share = 0.1;
  double spent_ = 0;
};

}  // namespace plumb
