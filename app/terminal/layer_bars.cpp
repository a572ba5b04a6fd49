#include "terminal/layer_bars.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plot/thinning.hpp"
#include "terminal/glyphs.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr std::size_t widest_name = 18;
constexpr std::size_t number_columns = 8;  // "3.1e-008" never comes; " 3.1e-08" does
constexpr std::size_t narrowest_bar = 10;
constexpr int fewest_decades = 2;
constexpr double small_share = 1e-3;  // of the largest layer: drawn in another colour

/// Decades that hold every norm, now and at first.
struct Scale {
  int low = 0;
  int high = 0;

  double share(double norm) const { return (std::log10(norm) - low) / (high - low); }
};

Scale scale_of(const std::vector<LiveRun::Layer>& layers) {
  double smallest = std::numeric_limits<double>::infinity();
  double largest = 0;
  for (const auto& layer : layers) {
    for (const auto& norm : {layer.first, layer.now}) {
      if (!has_logarithm(norm)) continue;
      smallest = std::min(smallest, *norm);
      largest = std::max(largest, *norm);
    }
  }
  if (largest == 0) return {-fewest_decades, 0};
  // Half a decade below the smallest, so that its bar is still to be seen.
  Scale scale{static_cast<int>(std::floor(std::log10(smallest) - 0.5)),
              static_cast<int>(std::ceil(std::log10(largest)))};
  scale.low = std::min(scale.low, scale.high - fewest_decades);
  return scale;
}

double largest_norm(const std::vector<LiveRun::Layer>& layers) {
  double largest = 0;
  for (const auto& layer : layers) {
    if (layer.now && std::isfinite(*layer.now)) largest = std::max(largest, *layer.now);
  }
  return largest;
}

std::string norm_text(const std::optional<double>& norm) {
  if (!norm) return "-";
  if (*norm == 0) return "0";
  return std::isfinite(*norm) ? fmt::format("{:.1e}", *norm) : short_number(*norm);
}

std::string bar_of(const LiveRun::Layer& layer, const Scale& scale, double largest,
                   std::size_t columns, const Console& console) {
  std::optional<double> mark;
  if (has_logarithm(layer.first)) mark = scale.share(*layer.first);
  if (!layer.now) return bar(0, columns, std::nullopt, console);
  if (!std::isfinite(*layer.now)) return colored(console, Hue::red, std::string(columns, '!'));
  const double share = *layer.now > 0 ? scale.share(*layer.now) : 0;
  const bool small = *layer.now < small_share * largest;
  return colored(console, small ? Hue::yellow : Hue::cyan, bar(share, columns, mark, console));
}

/// "1e-8      1e-6 …", a label where there is room for it.
std::string axis(const Scale& scale, std::size_t columns) {
  std::string line(columns, ' ');
  std::size_t free = 0;
  for (int decade = scale.low; decade <= scale.high; ++decade) {
    const std::string label = fmt::format("1e{}", decade);
    auto place = static_cast<std::size_t>(static_cast<double>(columns - 1) * (decade - scale.low) /
                                          (scale.high - scale.low));
    place = std::min(place, columns - label.size());
    if (place < free || (decade < scale.high && place + 2 * label.size() + 1 > columns)) continue;
    line.replace(place, label.size(), label);
    free = place + label.size() + 4;
  }
  return line;
}

}  // namespace

std::vector<std::string> layer_bars(const std::vector<LiveRun::Layer>& layers, std::size_t columns,
                                    std::size_t rows, const Console& console) {
  std::vector<std::string> lines;
  if (layers.empty() || rows < 3) return lines;
  const auto chosen = spread_positions(layers.size(), rows - 1);
  std::size_t name_columns = 0;
  for (const auto i : chosen) name_columns = std::max(name_columns, text_width(layers[i].name));
  name_columns = std::min(name_columns, widest_name);
  const std::size_t label_columns = name_columns + 1 + number_columns + 1;
  if (columns < label_columns + narrowest_bar) return lines;
  const std::size_t bar_columns = columns - label_columns;

  const Scale scale = scale_of(layers);
  const double largest = largest_norm(layers);
  for (const auto i : chosen) {
    const std::string name = fitted(printable(layers[i].name), name_columns, console);
    lines.push_back(fmt::format("{} {:>{}} {}", padded(for_console(name, console), name_columns),
                                norm_text(layers[i].now), number_columns,
                                bar_of(layers[i], scale, largest, bar_columns, console)));
  }
  const std::string label = chosen.size() < layers.size()
                                ? fmt::format("{} of {} layers", chosen.size(), layers.size())
                                : std::string(console.unicode ? "┊" : "|") + " first step";
  lines.push_back(dim(console, padded(fitted(label, label_columns - 1, console), label_columns) +
                                   axis(scale, bar_columns)));
  return lines;
}

}  // namespace plumb
