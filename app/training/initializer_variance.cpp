#include "training/initializer_variance.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// The number of "normal:0.1".
double parameter_of(const std::string& initializer) {
  const auto colon = initializer.find(':');
  return parse_number("init", initializer.substr(colon + 1), 0, 1e30);
}

}  // namespace

double initializer_variance(const std::string& initializer, double fan_in, double fan_out) {
  if (initializer.starts_with("glorot-")) return 2 / (fan_in + fan_out);
  if (initializer.starts_with("he-")) return 2 / fan_in;
  if (initializer.starts_with("lecun-")) return 1 / fan_in;
  if (initializer == "orthogonal") return 1 / std::max(fan_in, fan_out);
  if (initializer == "zeros") return 0;
  if (initializer.starts_with("normal:")) {
    const double deviation = parameter_of(initializer);
    return deviation * deviation;
  }
  if (initializer.starts_with("uniform:")) {
    const double limit = parameter_of(initializer);
    return limit * limit / 3;
  }
  throw Error(
      fmt::format("the forecast does not know the variance of initializer '{}'", initializer));
}

}  // namespace plumb
