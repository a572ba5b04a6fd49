#pragma once

#include <optional>
#include <string>

namespace plumb {

/// A number of summary.json's text. Nothing for other text and for what is not finite.
std::optional<double> finite_number(const std::string& text);

/// A number of summary.json's text for a person: four significant digits; "nan" and other text as
/// it stands.
std::string rounded_text(const std::string& number);

/// The same of a share: "84.60 %".
std::string percent_text(const std::string& share);

/// A count with its thousands apart, as the page writes it: "18,750". Text as it stands.
std::string count_text(std::string digits);

/// "4 s", "4:05 min", "1:23:45 h".
std::string duration_text_of(const std::string& seconds);

}  // namespace plumb
