#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// What was noticed in the first step and has done no harm so far. A large first loss that the
/// steps take away did none; one that they make larger by more than batches do, or leave as it is,
/// did.
class StartNotice {
 public:
  void keep(const RunView& run, Verdict verdict);

  /// What was kept, as a warning, once it has shown; nothing more after that, or once the loss has
  /// come down.
  std::optional<Verdict> harm(const RunView& run, const Thresholds& thresholds);

 private:
  std::optional<Verdict> verdict_;
  double first_loss_ = 0;
};

}  // namespace plumb
