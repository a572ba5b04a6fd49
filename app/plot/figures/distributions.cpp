#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/distribution.hpp"
#include "plot/figures/colour_bar.hpp"
#include "plot/figures/common.hpp"
#include "plot/style.hpp"
#include "plumb/diagnostics/tap_names.hpp"

namespace plumb {
namespace {

constexpr double label_pitch = 14.6;
constexpr std::size_t most_rows = 60;
constexpr double panel_title = 16;
constexpr double bars_bottom = 112, bars_top = 74, panel_height = 250;
constexpr double left_edge = 72, beside = 124, bars_gap = 18;

/// The box around all panels.
Box panels_box(int width) {
  return {left_edge, width - (is_narrow(width) ? 22.0 : beside), bars_bottom,
          bars_bottom + panel_height};
}

/// The first and the newest epoch of a kind, or the only one.
std::vector<const EpochHistograms*> ends_of(const std::vector<EpochHistograms>& histograms,
                                            HistogramKind kind) {
  std::vector<const EpochHistograms*> rows;
  for (const auto& row : histograms) {
    if (row.kind == kind && !row.layers.empty()) rows.push_back(&row);
  }
  if (rows.size() > 2) rows.erase(rows.begin() + 1, rows.end() - 1);
  return rows;
}

/// Weight matrices, or taps but for the input, which no layer makes; input to output.
std::vector<std::string> layers_of(const EpochHistograms& row) {
  std::vector<std::string> names;
  for (const auto& layer : row.layers) {
    if (layer.layer != input_tap) names.push_back(layer.layer);
  }
  return names;
}

/// Cells as "layer, lower edge, upper edge, √share".
std::string cells(const EpochHistograms& row, const std::vector<std::string>& layers,
                  const DistributionAxis& axis, double& largest) {
  std::string text;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto* values = find_layer(row, layers[i]);
    if (values == nullptr || values->counts.empty()) continue;
    const auto shares = shares_on(axis, *values);
    for (std::size_t j = 0; j < shares.size(); ++j) {
      if (!(shares[j] > 0)) continue;
      const double low = axis.low + axis.width() * static_cast<double>(j);
      largest = std::max(largest, shares[j]);
      text += fmt::format("{} {:.6g} {:.6g} {:.4g}\n", i, low, low + axis.width(),
                          std::sqrt(shares[j]));
    }
  }
  return text;
}

std::string layer_ticks(const std::vector<std::string>& layers, double panel_width) {
  const auto most = std::max<std::size_t>(1, static_cast<std::size_t>(panel_width / label_pitch));
  const std::size_t stride = (layers.size() + most - 1) / most;
  std::string list;
  for (std::size_t i = 0; i < layers.size(); i += stride)
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ",
                        gnuplot_string(layer_name(layers[i]), 16), i);
  return list;
}

struct Look {
  std::string stem, title, y_name, y_format;
};

/// Two digits, and never an exponent.
std::string percent_text(double percent) {
  return percent < 10 ? fmt::format("{:.2g}", percent) : fmt::format("{:.0f}", percent);
}

/// What all panels share; `largest`: the largest share, which the colours end at.
std::string shared_commands(const Figure& figure, const std::vector<std::string>& layers,
                            const DistributionAxis& axis, double largest, double panel_width,
                            const ColourBar& bar) {
  const double top = std::sqrt(largest);
  return style::depth_palette(true) +
         // Few entries are close to the paper's white, most are dark.
         fmt::format(
             "set palette negative\nset border 15\nunset grid\nset tics out\nset xrange [-0.5:{}]\n"
             "set xtics ({}) noenhanced rotate by 60 right scale 0.4 font ',11'\n"
             "set yrange [{:.6g}:{:.6g}]\nset cbrange [0:{:.4g}]\n"
             "set cbtics ('0' 0, '{} %%' {:.4g}, '{} %%' {:.4g}) font ',11'\n",
             static_cast<double>(layers.size()) - 0.5, layer_ticks(layers, panel_width), axis.low,
             axis.high, top, percent_text(25 * largest), top / 2, percent_text(100 * largest),
             top) +
         colour_bar_commands(bar, figure);
}

Box box_of(const Box& all, std::size_t panel, std::size_t count) {
  const double gaps = bars_gap * static_cast<double>(count - 1);
  const double width = (all.right - all.left - gaps) / static_cast<double>(count);
  const double x = all.left + static_cast<double>(panel) * (width + bars_gap);
  return {x, x + width, all.bottom, all.top};
}

void draw_panel(Script& script, const Box& box, std::int64_t epoch, const std::string& y_format,
                const std::string& block, bool any) {
  script.panel(box);
  script.label((box.left + box.right) / 2, box.top + 12,
               epoch == 0 ? "before training" : fmt::format("after epoch {}", epoch),
               "center font ',12' tc rgb '#222222'");
  if (!any) {
    script.label((box.left + box.right) / 2, (box.bottom + box.top) / 2, "nothing finite",
                 fmt::format("center font ',11' tc rgb '{}'", style::quiet));
  }
  script.add(fmt::format("set format y '{}'\n", y_format));
  script.add(
      fmt::format("plot {} using 1:2:($1-0.5):($1+0.5):2:3:4 with boxxyerror fs solid 1 "
                  "noborder lc palette notitle\nunset label\nunset colorbox\n",
                  block));
}

/// Rows that the histograms of all layers fit in; nothing where nothing was counted.
std::optional<DistributionAxis> axis_of(const std::vector<const EpochHistograms*>& rows,
                                        const std::vector<std::string>& layers) {
  ValueRange range;
  for (const auto* row : rows) {
    for (const auto& name : layers) {
      if (const auto* values = find_layer(*row, name)) range.include(*values);
    }
  }
  if (range.low > range.high) return std::nullopt;
  return rows.front()->kind == HistogramKind::gradients ? decade_rows(range, most_rows)
                                                        : linear_rows(range, most_rows);
}

std::optional<Figure> figure_of(const RecordedRun& run,
                                const std::vector<EpochHistograms>& histograms, HistogramKind kind,
                                const Look& look, int width) {
  const auto rows = ends_of(histograms, kind);
  if (rows.empty()) return std::nullopt;
  const auto layers = layers_of(*rows.back());
  const auto axis = axis_of(rows, layers);
  if (!axis) return std::nullopt;
  const bool narrow = is_narrow(width);
  const double room = narrow ? bar_room : 0;
  const Box all = panels_box(width);
  // The panels' own titles are below the bar.
  const ColourBar bar =
      narrow ? bar_above({all.left, all.right, all.bottom, all.top + panel_title})
             : ColourBar{{all.right + 14, all.right + 30, all.bottom, all.top}, false};
  Figure figure{look.stem, run_title(run, look.title), width,
                static_cast<int>(bars_bottom + panel_height + bars_top + room) + title_room(width),
                ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box first = box_of(all, 0, rows.size());
  const double panel_width = first.right - first.left;
  double largest = 0;
  std::vector<std::string> blocks;
  std::vector<bool> any;
  for (const auto* row : rows) {
    const auto text = cells(*row, layers, *axis, largest);
    any.push_back(!text.empty());
    blocks.push_back(script.data(text));
  }
  script.add(shared_commands(figure, layers, *axis, largest, panel_width, bar));
  if (kind == HistogramKind::gradients)
    script.add(fmt::format("set ytics {:g}\n", std::ceil((axis->high - axis->low) / 8)));
  const double middle = bars_bottom + panel_height / 2;
  script.label(14, middle, look.y_name, "center rotate");
  name_colour_bar(script, bar, "share of the layer's entries", width - 12.0);
  for (std::size_t i = 0; i < rows.size(); ++i)
    draw_panel(script, box_of(all, i, rows.size()), rows[i]->epoch, i == 0 ? look.y_format : "",
               blocks[i], any[i]);
  figure.script = script.finish();
  return figure;
}

}  // namespace

std::optional<Figure> gradient_histograms_figure(const RecordedRun& run,
                                                 const std::vector<EpochHistograms>& histograms,
                                                 int width) {
  return figure_of(run, histograms, HistogramKind::gradients,
                   {"gradient-histograms", "size of the gradient's entries by layer",
                    "size of the entries", "10^{%.0f}"},
                   width);
}

std::optional<Figure> activation_histograms_figure(const RecordedRun& run,
                                                   const std::vector<EpochHistograms>& histograms,
                                                   int width) {
  return figure_of(run, histograms, HistogramKind::activations,
                   {"activation-histograms", "activations by layer", "activation", "%g"}, width);
}

}  // namespace plumb
