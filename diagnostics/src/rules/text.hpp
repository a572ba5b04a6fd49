#pragma once

#include <cstddef>
#include <string>

namespace plumb {

/// Two significant digits, whole numbers from 100 to 1e5: "0.042", "3.1e-07", "1320".
std::string brief(double value);

/// "12 %", "0.3 %"; "61 times" from ten on.
std::string percent_text(double share);

/// "97.53 %": accuracies differ in digits that brief() leaves out.
std::string accuracy_text(double share);

/// "12 % of their weights", "61 times their weights".
std::string weights_text(double ratio);

/// "fc1.weight", "fc1.weight and 1 other", "fc1.weight and 3 others".
std::string with_others(const std::string& first, std::size_t others);

}  // namespace plumb
