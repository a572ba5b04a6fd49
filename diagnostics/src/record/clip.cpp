#include "plumb/diagnostics/clip.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {
namespace {

struct Entry {
  Clip::Kind kind;
  std::string_view name;
  std::string_view number;  // what stands for it in a list of names
};

constexpr std::array<Entry, 7> entries{{{Clip::Kind::norm, "norm", "X"},
                                        {Clip::Kind::tensor, "tensor", "X"},
                                        {Clip::Kind::value, "value", "X"},
                                        {Clip::Kind::agc, "agc", "X"},
                                        {Clip::Kind::autoclip, "auto", "P"},
                                        {Clip::Kind::zclip, "zclip", "Z"},
                                        {Clip::Kind::adagc, "adagc", "X"}}};

Clip checked(Clip::Kind kind, double threshold) {
  const Clip clip{kind, threshold};
  clip.check();
  return clip;
}

std::string names_text() {
  std::string text;
  for (const auto& name : clip_names()) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

void Clip::check() const {
  if (kind == Kind::none) return;
  if (!(threshold > 0) || !std::isfinite(threshold)) {
    throw Error("clip threshold " + number_text(threshold) + " is not a positive number");
  }
  if (kind == Kind::autoclip && threshold >= 100) {
    throw Error("clip percentile " + number_text(threshold) +
                " is not below 100: no norm would ever be clipped");
  }
  if (kind == Kind::adagc && threshold <= 1) {
    throw Error("adagc's factor " + number_text(threshold) +
                " is not above 1: the norms it allows would only ever shrink");
  }
}

Clip Clip::norm(double threshold) {
  return checked(Kind::norm, threshold);
}
Clip Clip::tensor(double threshold) {
  return checked(Kind::tensor, threshold);
}
Clip Clip::value(double threshold) {
  return checked(Kind::value, threshold);
}
Clip Clip::agc(double ratio) {
  return checked(Kind::agc, ratio);
}
Clip Clip::autoclip(double percentile) {
  return checked(Kind::autoclip, percentile);
}
Clip Clip::zclip(double deviations) {
  return checked(Kind::zclip, deviations);
}
Clip Clip::adagc(double ratio) {
  return checked(Kind::adagc, ratio);
}

Clip Clip::parse(std::string_view text) {
  if (text == "none") return none();
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  const auto number = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  double threshold = 0;
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), threshold);
  const bool is_number =
      !number.empty() && error == std::errc{} && end == number.data() + number.size();
  for (const auto& entry : entries) {
    if (is_number && entry.name == name) return checked(entry.kind, threshold);
  }
  throw Error("clip '" + std::string(text) + "' is not one of " + names_text());
}

std::vector<std::string> clip_names() {
  std::vector<std::string> names{"none"};
  for (const auto& entry : entries)
    names.push_back(std::string(entry.name) + ':' + std::string(entry.number));
  return names;
}

std::string to_string(const Clip& clip) {
  for (const auto& entry : entries) {
    if (entry.kind == clip.kind) return std::string(entry.name) + ':' + number_text(clip.threshold);
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
