#pragma once

#include <cstdint>
#include <string>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Two significant digits, whole numbers from 100 to 1e5: "0.042", "3.1e-07", "1320".
std::string brief(double value);

/// "12 %", "0.3 %"; "61 times" from ten on.
std::string percent_text(double share);

/// What rules advise, each with the flag that applies it.
namespace remedies {
Remedy activation();
Remedy leaky_activation();
Remedy smaller_weights();
Remedy batch_norm();
Remedy residual();
Remedy he_initialization();
Remedy clip();
Remedy lower_rate(const RunFacts& facts, double factor = 10);
Remedy higher_rate(const RunFacts& facts, double factor = 100);
Remedy adam();
Remedy scale_inputs(double root_mean_square);
}  // namespace remedies

}  // namespace plumb
