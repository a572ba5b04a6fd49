#include <algorithm>
#include <cmath>
#include <limits>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr double log_loss_ratio = 30;  // an explosion, or a loss that fell by more than this

std::vector<double> all_of(const std::vector<Curve>& curves) {
  std::vector<double> values;
  for (const auto& curve : curves) values.insert(values.end(), curve.y.begin(), curve.y.end());
  return values;
}

/// From the smallest to the largest finite value.
double span_of(const std::vector<double>& values) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return std::max(high - low, 0.0);
}

/// All accuracies; only those after training began where the one before, a guess, would leave them
/// no room. It is then marked at the end of the axis.
std::vector<double> shown_accuracies(const std::vector<Curve>& curves) {
  constexpr double most_room = 1.75, usual_span = 0.05;
  std::vector<double> trained;
  for (const auto& curve : curves) {
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      if (curve.x[i] > 0) trained.push_back(curve.y[i]);
    }
  }
  auto all = all_of(curves);
  const bool fits = span_of(all) <= most_room * std::max(span_of(trained), usual_span);
  return fits || !any_finite(trained) ? all : trained;
}

std::vector<Curve> three_curves(const RecordedRun& run, double EpochRow::*running,
                                double EpochRow::*after, double EpochRow::*validation) {
  std::vector<Curve> curves;
  const auto add = [&](const char* label, double EpochRow::*member, const std::string& style) {
    auto values = column(run, member);
    if (any_finite(values)) curves.push_back({label, epoch_numbers(run), values, style});
  };
  add("training, running mean", running, line_style(style::training_running, style::thin_curve, 2));
  add("training, after the epoch", after, line_style(style::training, style::curve));
  add("validation", validation, line_style(style::validation, style::curve));
  return curves;
}

struct Places {
  int height;
  Box loss, accuracy;
};

/// What the labels of both y axes need beside the usual.
struct Rooms {
  double loss = 0, accuracy = 0;
};

Places beside(int width, bool both, const Rooms& rooms) {
  const double right = width - 12.0;
  return {350,
          {70 + rooms.loss, both ? width / 2.0 - 8 : width - 16.0, 50, 274},
          {width / 2.0 + 68 + rooms.accuracy, right, 50, 274}};
}

Places stacked(int width, bool both, const Rooms& rooms) {
  constexpr double panel = 150, pitch = panel + 62;
  const double left = 70 + std::max(rooms.loss, rooms.accuracy), right = width - 14.0;
  const double bottom = both ? 50 + pitch : 50;
  return {static_cast<int>(bottom + panel) + 110 + title_room(width),
          {left, right, bottom, bottom + panel},
          {left, right, 50, 50 + panel}};
}

}  // namespace

std::optional<Figure> history_figure(const RecordedRun& run, int width) {
  const auto losses =
      three_curves(run, &EpochRow::train_loss, &EpochRow::train_eval_loss, &EpochRow::val_loss);
  const auto accuracies = three_curves(run, &EpochRow::train_accuracy,
                                       &EpochRow::train_eval_accuracy, &EpochRow::val_accuracy);
  const auto loss_axis = fit_axis(all_of(losses), log_loss_ratio);
  if (!loss_axis) return std::nullopt;
  const auto accuracy_axis = fit_linear_axis(shown_accuracies(accuracies));

  const bool narrow = is_narrow(width);
  const Rooms rooms{label_room(*loss_axis), accuracy_axis ? label_room(*accuracy_axis) : 0};
  const auto places = (narrow ? stacked : beside)(width, accuracy_axis.has_value(), rooms);
  Figure figure{"history", run_title(run, "loss and accuracy by epoch"), width, places.height, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  script.add(count_axis_commands(static_cast<double>(run.epochs.front().epoch),
                                 static_cast<double>(run.epochs.back().epoch), count_ticks(width)));
  script.legend(14, places.loss.top + 38 + (narrow ? 34 : 0), narrow ? 3 : 1,
                // Of losses that are not finite a curve has an accuracy all the same.
                accuracies.size() > losses.size() ? accuracies : losses);
  script.panel(places.loss);
  script.axis_names(places.loss, "epoch", "loss", rooms.loss);
  mark_explosion(script, run);
  script.curves(losses, *loss_axis);
  if (accuracy_axis) {
    script.panel(places.accuracy);
    script.axis_names(places.accuracy, "epoch", "accuracy", rooms.accuracy);
    mark_explosion(script, run);
    script.curves(accuracies, *accuracy_axis);
  }
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
