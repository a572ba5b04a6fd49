#pragma once

#include <string_view>

namespace plumb {

/// What is known of a loss by its name, RunFacts::loss.

/// In a sentence after "a": "mean squared error"; empty of one that may be negative or is not
/// known.
std::string_view nonnegative_loss(std::string_view name);

/// Of classes, or of one class against the rest.
bool is_cross_entropy(std::string_view name);

/// Whether it goes by how far outputs are from targets in their own unit: outputs near 0 cost what
/// the targets do.
bool is_distance_to_targets(std::string_view name);

/// Whether it takes logarithms of probabilities, and is none of logits by itself.
bool takes_logarithms(std::string_view name);

}  // namespace plumb
