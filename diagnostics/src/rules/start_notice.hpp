#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "standstill.hpp"

namespace plumb {

/// What was noticed in the first step and has done no harm so far. A large first loss that the
/// steps take away did none; one that they make larger by more than batches do, leave as it is, or
/// that overflows, did.
class StartNotice {
 public:
  /// Such as would explain a run that has learnt nothing, and shows in no loss.
  void suspect(Verdict verdict);

  /// Such as may show in the loss, too.
  void keep(const RunView& run, const Verdict& verdict);

  /// Such as the data tell to do harm, as a warning: at_an_evaluation() takes it back where it does
  /// none.
  void foretell(const Verdict& verdict);

  /// What was kept, as a warning, once it has shown; nothing more after that, or once the loss has
  /// come down.
  std::optional<Verdict> harm(const RunView& run, const Thresholds& thresholds);

  /// What was noticed, as a warning, of a network that stands still behind a simple model; taken
  /// back where it catches up. Nothing once harm() has told it.
  std::optional<Verdict> at_an_evaluation(const RunView& run, const Thresholds& thresholds);

  /// What was noticed, as a warning, of a run that ends with next to nothing learnt, or with less
  /// than a simple model learns.
  std::optional<Verdict> at_the_end(const RunView& run, const Thresholds& thresholds) const;

  const std::optional<Verdict>& suspected() const { return suspected_; }

 private:
  std::optional<Verdict> suspected_;
  std::optional<Verdict> verdict_;
  double first_loss_ = 0;
  bool has_shown_ = false;  // in the loss
  Standstill standstill_;
};

}  // namespace plumb
