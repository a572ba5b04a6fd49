#include "text.hpp"

#include <cmath>
#include <cstdio>

namespace plumb {
namespace {

Remedy rate(const RunFacts& facts, const char* what, double factor) {
  Remedy remedy{what, {}};
  if (facts.learning_rate) remedy.flag = "--lr " + brief(*facts.learning_rate * factor);
  return remedy;
}

}  // namespace

std::string brief(double value) {
  const bool plain = std::abs(value) >= 99.5 && std::abs(value) < 1e5;
  char text[32];
  if (plain) {
    std::snprintf(text, sizeof text, "%.0f", value);
  } else {
    std::snprintf(text, sizeof text, "%.2g", value);
  }
  return text;
}

std::string percent_text(double share) {
  return share < 10 ? brief(100 * share) + " %" : brief(share) + " times";
}

namespace remedies {

Remedy activation() {
  return {"take an activation that does not saturate", "--activation relu --init he-normal"};
}
Remedy leaky_activation() {
  return {"take an activation with a slope everywhere", "--activation leaky-relu"};
}
Remedy smaller_weights() {
  return {"start from smaller weights", "--init glorot-uniform"};
}
Remedy batch_norm() {
  return {"normalize between the layers", "--norm batch"};
}
Remedy residual() {
  return {"add residual connections", "--residual plain"};
}
Remedy he_initialization() {
  return {"start from weights that keep the signal's size", "--init he-normal"};
}
Remedy clip() {
  return {"clip the gradient by its norm", "--clip norm:1"};
}
Remedy lower_rate(const RunFacts& facts, double factor) {
  return rate(facts, "lower the learning rate", 1 / factor);
}
Remedy higher_rate(const RunFacts& facts, double factor) {
  return rate(facts, "raise the learning rate", factor);
}
Remedy adam() {
  return {"take an optimizer that adapts to the gradient's size", "--optimizer adam"};
}
Remedy scale_inputs(double root_mean_square) {
  return {"scale the inputs to about 1", "--input-scale " + brief(1 / root_mean_square)};
}

}  // namespace remedies

}  // namespace plumb
