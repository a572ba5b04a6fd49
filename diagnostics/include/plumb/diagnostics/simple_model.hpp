#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace plumb {

/// What a model that takes no training loop predicts of validation data, after it was fitted to
/// training data: a yardstick. A network that stays below it has not learnt what is plainly there.
struct SimpleModel {
  std::string name;                     ///< as in a sentence: "a linear model"
  std::int64_t samples = 0;             ///< that it was fitted to
  std::int64_t tested = 0;              ///< samples that it was judged by
  std::optional<double> accuracy = {};  ///< of classes: share of these that is right
  std::optional<double> loss = {};      ///< of values: mean over these, as the network's
  bool is_linear = false;               ///< in the inputs

  /// Throws Error, naming it, for a number that cannot be: an accuracy outside [0, 1], a loss that
  /// is negative or not finite, no sample; or where both or neither of the two are known.
  void check() const;

  bool operator==(const SimpleModel&) const = default;
};

}  // namespace plumb
