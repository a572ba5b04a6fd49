#include "plumb/diagnostics/clip.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "number_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

Clip checked(Clip::Kind kind, double threshold) {
  if (!(threshold > 0) || !std::isfinite(threshold)) {
    throw Error("clip threshold " + number_text(threshold) + " is not a positive number");
  }
  return {kind, threshold};
}

}  // namespace

Clip Clip::norm(double threshold) {
  return checked(Kind::norm, threshold);
}
Clip Clip::tensor(double threshold) {
  return checked(Kind::tensor, threshold);
}
Clip Clip::value(double threshold) {
  return checked(Kind::value, threshold);
}

Clip Clip::parse(std::string_view text) {
  if (text == "none") return none();
  const auto colon = text.find(':');
  const auto kind = text.substr(0, colon);
  const auto number = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  double threshold = 0;
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), threshold);
  const bool is_number =
      !number.empty() && error == std::errc{} && end == number.data() + number.size();
  if (is_number) {
    if (kind == "norm") return norm(threshold);
    if (kind == "tensor") return tensor(threshold);
    if (kind == "value") return value(threshold);
  }
  throw Error("clip '" + std::string(text) + "' is not one of none, norm:X, tensor:X, value:X");
}

std::string to_string(const Clip& clip) {
  switch (clip.kind) {
    case Clip::Kind::none:
      return "none";
    case Clip::Kind::norm:
      return "norm:" + number_text(clip.threshold);
    case Clip::Kind::tensor:
      return "tensor:" + number_text(clip.threshold);
    case Clip::Kind::value:
      return "value:" + number_text(clip.threshold);
  }
  return "none";
}

double global_clip_factor(double total_norm, double threshold) {
  if (!std::isfinite(total_norm)) return 1.0;
  return std::min(1.0, threshold / (total_norm + 1e-6));
}

double tensor_clip_factor(double norm, double threshold) {
  if (!std::isfinite(norm) || norm <= threshold) return 1.0;
  return threshold / norm;
}

}  // namespace plumb
