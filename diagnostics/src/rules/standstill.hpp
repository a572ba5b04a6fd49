#pragma once

#include <optional>
#include <utility>

#include "shortfall.hpp"

namespace plumb {

/// The lasting_shortfall() of a network that stands there, by its last two evaluations; nothing
/// before standing_steps, nor of a model that has next to nothing learnt itself.
std::optional<Shortfall> standing_shortfall(const RunView& run, const Thresholds& thresholds);

/// What a rule noticed as a possible cause does harm once the network stands still behind a simple
/// model: that is said before the run ends, and taken back where the network catches up.
class Standstill {
 public:
  /// At an evaluation. `told(behind)`: the rule's verdict of that, without step and severity.
  template <class Tell>
  std::optional<Verdict> observe(const RunView& run, const Thresholds& thresholds,
                                 const Tell& tell) {
    if (told_) return caught_up(run, thresholds);
    const auto behind = standing_shortfall(run, thresholds);
    if (!behind) return std::nullopt;
    told_ = tell(*behind);
    told_->severity = Severity::warning;
    return told_;
  }

  bool is_told() const { return told_.has_value(); }

  /// It was told before the first step that the network will.
  void foretell(const Verdict& verdict) {
    told_ = verdict;
    is_foretold_ = true;
  }

 private:
  std::optional<Verdict> caught_up(const RunView& run, const Thresholds& thresholds);

  std::optional<Verdict> told_;  // while it stands
  bool is_foretold_ = false;     // by what the data tell, which takes more to disprove
};

}  // namespace plumb
