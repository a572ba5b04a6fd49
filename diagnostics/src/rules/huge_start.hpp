#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "largest_update.hpp"
#include "layer_view.hpp"
#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Steps before there is a course of the gradient to compare a step's with.
inline constexpr std::int64_t gradient_start_steps = 20;

/// Finds gradients that are huge beside the loss in the first steps, before there is a course to
/// compare them with: no step of useful size stays where such a gradient holds. Taken back of a
/// network that has learnt much all the same.
class HugeStart {
 public:
  explicit HugeStart(const Thresholds& thresholds) : t_(thresholds) {}

  /// At every step that is finite. updates: by the probes before.
  std::optional<Verdict> observe(const RunView& run, const LargestUpdate& updates);

  /// What still awaits losses that show whether the first one is a scale, when no more will come.
  std::optional<Verdict> give_awaited();

  /// Another finding is what remains, and is not taken back. True where it has been.
  bool give_way();

 private:
  std::optional<Verdict> huge(const RunView& run, const LargestUpdate& updates);
  std::optional<Verdict> with_a_scale(const RunView& run, std::optional<Verdict> huge);
  std::optional<Verdict> disproved(const RunView& run);
  bool has_learnt_all_the_same(const RunView& run) const;
  double limit(const RunView& run, const Layer& layer, bool is_first) const;

  Thresholds t_;
  bool first_probe_ = true;
  std::optional<Verdict> told_;  // without what follows from it
  std::int64_t last_told_ = -1;  // the last step that showed it
  bool is_disproved_ = false;
  std::optional<Verdict> awaits_losses_;
};

}  // namespace plumb
