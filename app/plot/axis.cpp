#include "plot/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace plumb {
namespace {

// gnuplot computes 10^k in double: beyond this its ticks overflow.
constexpr double smallest_decade = -300;
constexpr double largest_decade = 300;
constexpr int most_labelled_decades = 8;

/// The smallest 1, 2 or 5 × 10^k that is at least `value`.
double round_up_nicely(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * unit >= value * (1 - 1e-9)) return factor * unit;
  }
  return 10 * unit;
}

/// Labels of a linear axis: as many digits as tell each from its neighbour.
struct LinearTicks {
  double step = 1;
  int digits = 6;  // "%g"
  std::size_t longest = 0;
};

constexpr std::size_t usual_label = 6;   // characters, for which every figure has the room
constexpr double label_character = 7.2;  // units, of a wide sans-serif at size 11

LinearTicks linear_ticks(const Axis& axis) {
  constexpr double most_ticks = 6;
  LinearTicks ticks;
  ticks.step = round_up_nicely((axis.high - axis.low) / most_ticks);
  const double size = std::max(std::abs(axis.low), std::abs(axis.high));
  const int needed = static_cast<int>(std::floor(std::log10(size)) - std::log10(ticks.step) + 1.99);
  ticks.digits = std::clamp(needed, 6, 15);
  const auto first = static_cast<std::int64_t>(std::ceil(axis.low / ticks.step));
  for (auto i = first; static_cast<double>(i) * ticks.step <= axis.high; ++i) {
    const auto label = fmt::format("{:.{}g}", static_cast<double>(i) * ticks.step, ticks.digits);
    ticks.longest = std::max(ticks.longest, label.size());
  }
  return ticks;
}

}  // namespace

std::optional<Axis> fit_log_axis(const std::vector<double>& values) {
  double low = 0;
  double high = 0;
  bool found = false;
  for (const double value : values) {
    if (!std::isfinite(value) || value <= 0) continue;
    low = found ? std::min(low, value) : value;
    high = found ? std::max(high, value) : value;
    found = true;
  }
  if (!found) return std::nullopt;
  const double first = std::clamp(std::floor(std::log10(low)), smallest_decade, largest_decade - 1);
  const double last = std::clamp(std::ceil(std::log10(high)), first + 1, largest_decade);
  return Axis{true, std::pow(10.0, first), std::pow(10.0, last), true};
}

std::optional<Axis> fit_linear_axis(const std::vector<double>& values) {
  double low = 0;
  double high = 0;
  bool found = false;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = found ? std::min(low, value) : value;
    high = found ? std::max(high, value) : value;
    found = true;
  }
  if (!found) return std::nullopt;
  double margin = 0.05 * (high - low);
  if (!(margin > 1e-9 * std::abs(high))) margin = std::max(0.05 * std::abs(high), 1e-12);
  return Axis{false, low - margin, high + margin, true};
}

std::optional<Axis> fit_axis(const std::vector<double>& values, double ratio) {
  double low = 0;
  double high = 0;
  bool found = false;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    if (value <= 0) return fit_linear_axis(values);
    low = found ? std::min(low, value) : value;
    high = found ? std::max(high, value) : value;
    found = true;
  }
  return found && high > ratio * low ? fit_log_axis(values) : fit_linear_axis(values);
}

double label_room(const Axis& axis) {
  if (axis.logarithmic || !axis.labelled) return 0;
  const auto longest = linear_ticks(axis).longest;
  return longest <= usual_label ? 0 : label_character * static_cast<double>(longest - usual_label);
}

std::string axis_commands(const Axis& axis, const std::string& name) {
  if (!axis.logarithmic) {
    const auto ticks = linear_ticks(axis);
    // gnuplot's own ticks may be closer, with labels longer than the room that was made for them.
    const bool tight = ticks.longest >= usual_label;
    return fmt::format(
        "unset logscale {0}\nset {0}range [{1:.{2}g}:{3:.{2}g}]\nset {0}tics {4}\n"
        "unset m{0}tics\nset format {0} '{5}'\n",
        name, axis.low, ticks.digits, axis.high,
        tight ? fmt::format("{:g}", ticks.step) : "autofreq",
        !axis.labelled ? ""
        : tight        ? fmt::format("%.{}g", ticks.digits)
                       : "%g");
  }
  const int first = static_cast<int>(std::lround(std::log10(axis.low)));
  const int last = static_cast<int>(std::lround(std::log10(axis.high)));
  const int stride = (last - first + most_labelled_decades - 1) / most_labelled_decades;
  const double start = std::ceil(static_cast<double>(first) / stride) * stride;  // 1 has a label
  // gnuplot 5.4 leaves out the upper tick of this one decade.
  const std::string missing =
      first == -1 && last == 0 ? fmt::format("set {}tics add (1)\n", name) : std::string();
  return fmt::format(
      "set logscale {0}\nset {0}range [1e{1}:1e{2}]\nset {0}tics 1e{3:.0f},1e{4}\n{8}"
      "{5} m{0}tics{6}\nset format {0} '{7}'\n",
      name, first, last, start, stride, stride == 1 ? "set" : "unset", stride == 1 ? " 10" : "",
      axis.labelled ? "10^{%L}" : "", missing);
}

std::string count_axis_commands(double first, double last, double ticks) {
  const double span = std::max(last - first, 1.0);
  const double step = std::max(1.0, round_up_nicely(span / ticks));
  const double start = std::ceil(first / step) * step;
  return fmt::format("set xrange [{:.6g}:{:.6g}]\nset xtics {:.10g},{:.10g}\nset format x '%.0f'\n",
                     first - 0.03 * span, last + 0.03 * span, start, step);
}

}  // namespace plumb
