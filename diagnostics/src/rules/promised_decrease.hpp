#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "start_notice.hpp"

namespace plumb {

/// Foretells by the first gradient that steps of gradient descent will not hold. To first order a
/// step of the rate η takes η‖g‖² of the loss L away. Of a loss that is at least 0 and curves by at
/// most λ, ‖g‖² ≤ 2λL (Nesterov 2004, "Introductory lectures on convex optimization", 2.1.5), so
/// that what is promised in parts of the loss, η‖g‖² / L, is at most 2ηλ; with a momentum μ steps
/// grow where ηλ is above 2(1 + μ) (Polyak 1964), which a promise of more than 4(1 + μ) proves.
///
/// Nothing of other optimizers, whose steps go by no rate alone, nor of normalized networks, whose
/// weights can grow until the steps fit, nor where no baseline tells that the loss is at least 0.
class PromisedDecrease {
 public:
  explicit PromisedDecrease(const Thresholds& thresholds) : t_(thresholds) {}

  /// Of every step whose loss is finite. A warning of the first one; taken back once the network
  /// has learnt.
  std::optional<Verdict> observe(const RunView& run);

  /// What the gradient does now says more, and is not taken back.
  void give_way() {
    told_.reset();
    noticed_ = {};
  }

  /// Whether the first step promised more than the whole loss, which may explain what comes of it.
  bool is_suspected() const { return noticed_.suspected().has_value(); }

  /// That it did, as a warning, of a network that stands still behind a simple model.
  std::optional<Verdict> at_an_evaluation(const RunView& run);

  /// … and of a run that ends behind one, or with next to nothing learnt. Of one or two samples a
  /// step neither: the first ones promise for themselves.
  std::optional<Verdict> at_the_end(const RunView& run) const;

 private:
  Thresholds t_;
  StartNotice noticed_;
  std::optional<Verdict> told_;
  bool has_begun_ = false;
};

}  // namespace plumb
