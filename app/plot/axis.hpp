#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plumb {

/// Where an axis begins and ends. Never empty and, if logarithmic, always positive.
struct Axis {
  bool logarithmic = false;
  double low = 0;
  double high = 1;
  bool labelled = true;  ///< false: ticks without numbers
};

/// The decades that hold every finite positive value. Nothing where there is none.
std::optional<Axis> fit_log_axis(const std::vector<double>& values);

/// A little more than the range of the finite values. Nothing where there is none.
std::optional<Axis> fit_linear_axis(const std::vector<double>& values);

/// Logarithmic where all finite values are positive and the largest is over `ratio` × the smallest.
std::optional<Axis> fit_axis(const std::vector<double>& values, double ratio);

/// How much further left than usual the name of a y axis belongs, in figure units: 0 unless its
/// labels are long (0.69319).
double label_room(const Axis& axis);

/// gnuplot commands for the range, ticks and labels of `name` ('x', 'y' or "cb").
std::string axis_commands(const Axis& axis, const std::string& name);

/// The x axis of epochs or steps: whole numbers, room for a point at both ends, about `ticks`
/// labels.
std::string count_axis_commands(double first, double last, double ticks = 10);

}  // namespace plumb
