#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr int comparison_width = 960;
constexpr double log_loss_ratio = 30;

/// The largest norm over all parameters at each epoch; not finite as soon as one of them is not.
Curve largest_norms(const GradientTable& table) {
  Curve curve;
  for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch) {
    double largest = -1;
    bool finite = true;
    for (std::size_t parameter = 0; parameter < table.parameters.size(); ++parameter) {
      const double norm = table.at(epoch, parameter);
      finite = finite && !std::isinf(norm);
      if (norm > largest) largest = norm;
    }
    curve.x.push_back(static_cast<double>(table.epochs[epoch]));
    curve.y.push_back(finite && largest >= 0 ? largest : std::nan(""));
  }
  return curve;
}

Curve epoch_curve(const RecordedRun& run, double EpochRow::*preferred,
                  double EpochRow::*otherwise) {
  auto values = column(run, preferred);
  if (!any_finite(values)) values = column(run, otherwise);
  return {"", epoch_numbers(run), values, ""};
}

std::vector<double> all_of(const std::vector<Curve>& curves) {
  std::vector<double> values;
  for (const auto& curve : curves) values.insert(values.end(), curve.y.begin(), curve.y.end());
  return values;
}

struct Part {
  std::string label;
  std::vector<Curve> curves;
  std::optional<Axis> axis;
};

std::vector<Part> parts_of(const std::vector<RecordedRun>& runs) {
  std::vector<Part> parts(3);
  parts[0].label = "training loss";
  parts[1].label = "validation accuracy";
  parts[2].label = "largest gradient norm (L2)";
  for (const auto& run : runs) {
    parts[0].curves.push_back(epoch_curve(run, &EpochRow::train_loss, &EpochRow::train_eval_loss));
    parts[1].curves.push_back(
        epoch_curve(run, &EpochRow::val_accuracy, &EpochRow::train_eval_accuracy));
    parts[2].curves.push_back(largest_norms(run.gradients));
  }
  parts[0].axis = fit_axis(all_of(parts[0].curves), log_loss_ratio);
  parts[1].axis = fit_linear_axis(all_of(parts[1].curves));
  parts[2].axis = fit_log_axis(all_of(parts[2].curves));
  parts.erase(std::remove_if(parts.begin(), parts.end(), [](const Part& p) { return !p.axis; }),
              parts.end());
  for (auto& part : parts) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      part.curves[i].label = runs[i].name;
      part.curves[i].style = line_style(style::run_colour(i), style::curve, style::run_dash(i));
    }
  }
  return parts;
}

std::pair<double, double> epoch_range(const std::vector<RecordedRun>& runs) {
  double first = 1;
  double last = 1;
  for (const auto& run : runs) {
    if (!run.epochs.empty()) {
      first = std::min(first, static_cast<double>(run.epochs.front().epoch));
      last = std::max(last, static_cast<double>(run.epochs.back().epoch));
    }
    if (!run.gradients.epochs.empty()) {
      first = std::min(first, static_cast<double>(run.gradients.epochs.front()));
      last = std::max(last, static_cast<double>(run.gradients.epochs.back()));
    }
  }
  return {first, last};
}

/// Rows that a horizontal legend takes at this width.
int legend_rows(const std::vector<RecordedRun>& runs, int width) {
  std::size_t longest = 1;
  for (const auto& run : runs)
    longest = std::max(longest, std::min<std::size_t>(text_length(run.name), 40));
  const double entry = 40 + 6.6 * static_cast<double>(longest);
  const int columns = std::max(1, static_cast<int>((width - 40) / entry));
  return (static_cast<int>(runs.size()) + columns - 1) / columns;
}

}  // namespace

std::optional<Figure> comparison_figure(const std::vector<RecordedRun>& runs) {
  const auto parts = parts_of(runs);
  if (parts.empty()) return std::nullopt;
  const int rows = legend_rows(runs, comparison_width);
  Figure figure{"comparison", fmt::format("{} runs compared", runs.size()), comparison_width,
                330 + 17 * rows, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const auto [first, last] = epoch_range(runs);
  script.add(count_axis_commands(first, last));
  script.legend(14, figure.height - 36.0, rows, parts.front().curves);
  const double pitch = static_cast<double>(figure.width - 10) / static_cast<double>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double left = 10 + pitch * static_cast<double>(i);
    const Box box{left + 62, left + pitch - 14, 50, 276};
    script.panel(box);
    script.axis_names(box, "epoch", parts[i].label);
    script.curves(parts[i].curves, *parts[i].axis);
  }
  figure.script = script.finish();
  return figure;
}

std::optional<Figure> comparison_gradients_figure(const std::vector<RecordedRun>& runs) {
  std::vector<LayerNorms> layers;
  std::vector<double> all;
  for (const auto& run : runs) {
    layers.push_back(layer_norms(run));
    const auto values = flatten(layers.back().norms);
    all.insert(all.end(), values.begin(), values.end());
  }
  const auto axis = fit_log_axis(all);
  if (!axis) return std::nullopt;

  const std::size_t columns = runs.size() == 4 ? 2 : std::min<std::size_t>(runs.size(), 3);
  const std::size_t rows = (runs.size() + columns - 1) / columns;
  constexpr int panel_height = 210;
  Figure figure{"comparison-gradients", "Gradient norm of each weight matrix", comparison_width,
                56 + panel_height * static_cast<int>(rows), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const auto [first, last] = epoch_range(runs);
  script.add(count_axis_commands(first, last));
  script.add(style::depth_palette(false));
  script.add(
      fmt::format("set cbrange [0:1]\nset cbtics ('first layer' 0, 'last layer' 1) font ',10'\n"
                  "set colorbox user origin screen {:.4f},{:.4f} size screen 0.015,{:.4f}\n",
                  864.0 / figure.width, 52.0 / figure.height,
                  static_cast<double>(panel_height - 52) / figure.height));

  const double pitch = 780.0 / static_cast<double>(columns);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto column = i % columns;
    const auto row = i / columns;
    const double left = 70 + pitch * static_cast<double>(column);
    const double bottom =
        52 + static_cast<double>(panel_height) * static_cast<double>(rows - 1 - row);
    const Box box{left, left + pitch - 14, bottom, bottom + panel_height - 52};
    script.panel(box);
    script.axis_names(box, i + columns >= runs.size() ? "epoch" : "",
                      column == 0 ? "gradient norm (L2)" : "");
    script.label(left, bottom + panel_height - 42, runs[i].name, "font ',11' tc rgb '#222222'");
    std::vector<Curve> curves;
    const auto count = layers[i].names.size();
    for (std::size_t layer = 0; layer < count; ++layer) {
      curves.push_back({"", layers[i].epochs, layers[i].norms[layer],
                        fmt::format("lc palette cb {:.4g} lw {:g}", depth_position(layer, count),
                                    style::thin_curve),
                        false});
    }
    auto panel_axis = *axis;
    panel_axis.labelled = column == 0;
    script.curves(curves, panel_axis);
    script.add("unset colorbox\n");
  }
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
