#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace plumb {

/// Samples that fit_simple_models() fits one to at most.
inline constexpr std::int64_t simple_model_samples = 1000;

/// What a model reaches on samples that it was not fitted to.
struct UnseenScore {
  std::int64_t samples = 0;
  std::optional<double> accuracy = {};  ///< as of SimpleModel
  std::optional<double> loss = {};
  std::optional<double> guess = {};

  bool operator==(const UnseenScore&) const = default;
};

/// What a model that takes no training loop predicts of validation data, after it was fitted to
/// training data: a yardstick. A network that stays below it has not learnt what is plainly there.
struct SimpleModel {
  std::string name;                     ///< as in a sentence: "a linear model"
  std::int64_t samples = 0;             ///< that it was fitted to
  std::int64_t tested = 0;              ///< samples that it was judged by
  std::optional<double> accuracy = {};  ///< of classes: share of these that is right
  std::optional<double> loss = {};      ///< of values: mean over these, as the network's
  bool is_linear = false;               ///< in the inputs
  /// Of classes: accuracy on the same samples of always giving the one that is most frequent among
  /// those it was fitted to.
  std::optional<double> guess = {};
  /// Of a table's columns as they are, not brought to one size: beside another that was, it tells
  /// what a network does not see of them.
  bool as_given = false;

  /// By more samples than the validation data may have: these, and some of those that it was fitted
  /// to, each left out of the fit in turn. One model beside another shows sooner by these; a network
  /// has no such score. Unset: not known.
  std::optional<UnseenScore> unseen = {};

  /// Throws Error, naming it, for a number that cannot be: an accuracy or a guess outside
  /// [0, 1], a loss that is negative or not finite, no sample; or where both or neither of accuracy
  /// and loss are known.
  void check() const;

  bool operator==(const SimpleModel&) const = default;
};

}  // namespace plumb
