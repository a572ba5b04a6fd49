#pragma once

#include <optional>
#include <string>
#include <vector>

#include "largest_update.hpp"
#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "taps.hpp"

namespace plumb {

/// Where a value that is not finite was seen: in the outputs of a tap, in the gradient of a layer,
/// or in the loss alone.
struct NonFinitePlace {
  std::string name = {};  ///< empty where it was not
  bool outputs = false;
  bool loss = false;  ///< of outputs that a probe saw to be finite
};

inline NonFiniteOrigin of_the_loss() {
  return {NonFiniteOrigin::Pass::loss, std::string(output_tap), {}};
}

/// What to do about a loss or a gradient that is not finite.
class NonFiniteAdvice {
 public:
  explicit NonFiniteAdvice(const Thresholds& thresholds)
      : t_(thresholds), largest_update_(thresholds) {}

  /// To be called at every step whose loss and gradient are finite.
  void observe(const RunView& run) { largest_update_.observe(run); }

  /// origin: of a trace, or where a probe leaves no doubt; else nothing, and `seen` says what there
  /// is.
  std::vector<Remedy> of(const RunView& run, const std::optional<NonFiniteOrigin>& origin,
                         const NonFinitePlace& seen) const;

 private:
  std::vector<Remedy> by_origin(const RunView& run, const NonFiniteOrigin& origin) const;

  /// In a loop of one's own, of a step that was not traced: where nothing had grown, neither rate
  /// nor weights made it, and what did is to be looked for; else that comes last.
  std::vector<Remedy> with_search(const RunView& run, const NonFinitePlace& seen,
                                  std::vector<Remedy> advised) const;

  std::vector<Remedy> after_updates(const RunView& run) const;
  bool has_grown_or_moved_far(const RunView& run) const;

  Thresholds t_;
  LargestUpdate largest_update_;
};

}  // namespace plumb
