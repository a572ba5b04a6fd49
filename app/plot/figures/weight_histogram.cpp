#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t bin_count = 30;
constexpr double most_initial_height = 4;  // × the tallest final bin

struct Bins {
  double low = 0;
  double width = 1;
};

Bins fit_bins(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double range = *high - *low;
  if (!(range > 0)) return {*low - 0.5, 1.0 / static_cast<double>(bin_count)};
  return {*low, range / static_cast<double>(bin_count)};
}

std::vector<double> count_bins(const std::vector<double>& values, const Bins& bins) {
  std::vector<double> counts(bin_count, 0.0);
  for (const double value : values) {
    const double place = std::floor((value - bins.low) / bins.width);
    if (place < 0 || place > static_cast<double>(bin_count)) continue;
    ++counts[std::min(static_cast<std::size_t>(place), bin_count - 1)];
  }
  return counts;
}

std::string bars(const std::vector<double>& counts, const Bins& bins) {
  std::string rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    rows += fmt::format("{:.6g} {:g}\n", bins.low + (static_cast<double>(i) + 0.5) * bins.width,
                        counts[i]);
  }
  return rows;
}

/// The upper contour of the bars, two corners a bin, from the first to the last that is not empty.
std::string outline(const std::vector<double>& counts, const Bins& bins) {
  const auto filled = [](double bin) { return bin > 0; };
  const auto first = std::find_if(counts.begin(), counts.end(), filled) - counts.begin();
  const auto last = counts.rend() - std::find_if(counts.rbegin(), counts.rend(), filled);
  const auto edge = [&](std::ptrdiff_t i) {
    return bins.low + static_cast<double>(i) * bins.width;
  };
  std::string rows = fmt::format("{:.6g} 0\n", edge(first));
  for (auto i = first; i < last; ++i) {
    const double height = counts[static_cast<std::size_t>(i)];
    rows += fmt::format("{:.6g} {:g}\n{:.6g} {:g}\n", edge(i), height, edge(i + 1), height);
  }
  return rows + fmt::format("{:.6g} 0\n", edge(last));
}

/// 1513984 as 1,513,984.
std::string grouped(std::size_t number) {
  auto text = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3) {
    text.insert(static_cast<std::size_t>(place), ",");
  }
  return text;
}

void scale(std::vector<double>& counts, double unit) {
  for (auto& count : counts) count /= unit;
}

}  // namespace

std::optional<Figure> weight_histogram_figure(const RecordedRun& run, const WeightSample& last,
                                              const WeightSample& initial, int width) {
  if (last.values.empty()) return std::nullopt;
  const auto bins = fit_bins(last.values);
  auto counts = count_bins(last.values, bins);
  auto initial_counts = count_bins(initial.values, bins);
  const double tallest = *std::max_element(counts.begin(), counts.end());
  const double initial_tallest = *std::max_element(initial_counts.begin(), initial_counts.end());
  // Weights that training spread far leave the initial ones in one bin, which would flatten the
  // rest.
  const bool compare = initial_tallest > 0 && initial_tallest < most_initial_height * tallest;
  const bool thousands = tallest >= 10000;
  const double unit = thousands ? 1000 : 1;
  scale(counts, unit);
  scale(initial_counts, unit);

  Figure figure{"weight-histogram",
                run_title(run, fmt::format("{} weights after epoch {}", grouped(last.values.size()),
                                           last.epoch)),
                width, 400 + title_room(width), ""};
  if (last.non_finite_count > 0) {
    figure.title += fmt::format(" ({} more not finite)", grouped(last.non_finite_count));
  }
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box box{70, width - 12.0, 50, compare ? 332.0 : 360.0};
  script.panel(box);
  script.axis_names(box, "weight", thousands ? "weights per bin (thousands)" : "weights per bin");
  const double top = std::max(tallest, compare ? initial_tallest : 0.0) / unit;
  script.add(fmt::format("set format '%g'\nset xrange [{:.6g}:{:.6g}]\nset yrange [0:{:.6g}]\n",
                         bins.low - bins.width, bins.low + (bin_count + 1) * bins.width,
                         top * 1.06));
  const auto filled = script.data(bars(counts, bins));
  const auto contour = compare ? script.data(outline(initial_counts, bins)) : std::string();
  script.add(fmt::format("set boxwidth {:.6g}\nset style fill solid 0.85 border rgb '#ffffff'\n",
                         bins.width));
  const auto bar_style = fmt::format("with boxes lc rgb '{}' lw 0.8", style::training);
  const auto line = "with lines " + line_style(style::validation, style::curve);
  script.add(fmt::format("plot {} using 1:2 {} notitle", filled, bar_style));
  if (compare) {
    script.add(fmt::format(", \\\n     {} using 1:2 {} notitle", contour, line));
    script.legend(14, 362, 1,
                  {{fmt::format("after epoch {}", last.epoch), bar_style},
                   {fmt::format("epoch {}", initial.epoch), line}});
  }
  script.add("\nunset label\n");
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
