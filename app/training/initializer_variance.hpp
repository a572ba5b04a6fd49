#pragma once

#include <string>

namespace plumb {

/// Variance of one weight as an initializer of that name draws it; fans as in plumb::Fans. Throws
/// Error for a name that it does not know.
double initializer_variance(const std::string& initializer, double fan_in, double fan_out);

}  // namespace plumb
