#pragma once

#include <string>

namespace plumb {

/// The shortest decimal that reads back as the same double; "nan", "inf", "-inf".
std::string number_text(double value);

/// Six significant digits, for measured values whose further digits carry no meaning.
std::string measured_text(double value);

/// measured_text as the text of a JSON value: a number, or a string where it is not finite.
std::string json_token(double value);

}  // namespace plumb
