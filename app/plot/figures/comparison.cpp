#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/run_panels.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

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

std::optional<Figure> comparison_figure(const std::vector<RecordedRun>& runs, int width) {
  const auto parts = parts_of(runs);
  if (parts.empty()) return std::nullopt;
  const int rows = legend_rows(runs, width);
  Figure figure{"comparison", fmt::format("{} runs compared", runs.size()), width, 330 + 17 * rows,
                ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const auto [first, last] = epoch_range(runs);
  script.add(count_axis_commands(first, last, 5));
  script.legend(14, figure.height - 36.0, rows, parts.front().curves);
  const double pitch = static_cast<double>(figure.width - 10) / static_cast<double>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double left = 10 + pitch * static_cast<double>(i);
    const double room = label_room(*parts[i].axis);
    const Box box{left + 62 + room, left + pitch - 14, 50, 276};
    script.panel(box);
    script.axis_names(box, "epoch", parts[i].label, room);
    script.curves(parts[i].curves, *parts[i].axis);
  }
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
