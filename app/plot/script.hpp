#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plot/axis.hpp"

namespace plumb {

/// Text that gnuplot draws as it stands: control characters and broken UTF-8 become spaces and '?',
/// and what is longer than `limit` characters loses its middle.
std::string plain_text(std::string_view text, std::size_t limit = 60);

/// plain_text in at most two lines of `limit` characters, broken at a space; the second loses its
/// middle if it is too long.
std::vector<std::string> two_lines(std::string_view text, std::size_t limit);

/// plain_text as a single-quoted gnuplot string, in which nothing is expanded or run. Draw it with
/// noenhanced.
std::string gnuplot_string(std::string_view text, std::size_t limit = 60);

/// Characters (not bytes) of UTF-8 text.
std::size_t text_length(std::string_view text);

/// A rectangle on the canvas, in figure units from the bottom left.
struct Box {
  double left = 0;
  double right = 0;
  double bottom = 0;
  double top = 0;
};

/// One curve of a panel. Points that are not finite, and zeros on a logarithmic axis, break it.
struct Curve {
  std::string label;  ///< of the legend; empty: none
  std::vector<double> x;
  std::vector<double> y;
  std::string style;  ///< colour, width, dash: "lc rgb '#000000' lw 1 dt 1"
  bool points = true;

  std::string drawn_with() const;  ///< "with linespoints …"
};

struct LegendEntry {
  std::string label;
  std::string style;  ///< "with lines lc rgb '#000000'"
};

/// Builds the text of a figure, panel by panel.
class Script {
 public:
  Script(int width, int height);

  void add(std::string_view commands) { text_ += commands; }

  /// The figure's title, at the top left; of a narrow figure in one or two lines.
  void title(std::string_view text);

  /// A text at a place of the canvas; `options` are gnuplot's ("right", "font ',10'", "rotate").
  void label(double x, double y, std::string_view text, std::string_view options = "");

  /// Starts the next panel: everything set before applies to it alone or on.
  void panel(const Box& box);

  /// Names the axes of a panel beside it, at the same distance with every terminal. `room`: the y
  /// axis's label_room.
  void axis_names(const Box& box, std::string_view x, std::string_view y, double room = 0);

  /// A legend whose top left corner is (x, y), of as many columns as `rows` rows need.
  void legend(double x, double y, int rows, std::vector<LegendEntry> entries);
  void legend(double x, double y, int rows, const std::vector<Curve>& curves);

  /// Draws the curves on a y axis. What breaks a curve is marked: values that are not finite with a
  /// cross at the top (if a finite one comes before), zeros on a logarithmic axis and what lies
  /// below or above the axis with a triangle at its end. A value between two breaks, to which no
  /// line leads, is a dot.
  void curves(const std::vector<Curve>& curves, const Axis& y);

  /// Explains the cross, which a text of the caller's has.
  void explain_not_finite();

  /// A data block under a fresh name, which is returned ("$d1").
  std::string data(std::string_view rows);

  /// The finished text: legend and an explanation of the marks, where there are any, drawn over
  /// all.
  std::string finish();

 private:
  void narrow_title(std::string_view text);
  struct Mark;
  static std::vector<Mark> marks_of(const Curve& curve, const Axis& y);

  int width_;
  int height_;
  int blocks_ = 0;
  std::string legend_place_;
  std::vector<LegendEntry> legend_;
  void explain_marks();
  /// Whether a text at the bottom of the figure covers no name of an axis.
  bool is_free(double left, double right) const;

  /// What a name of an axis covers at the bottom of the figure, in units.
  struct Covered {
    double left, right;
  };
  std::vector<Covered> bottom_names_;
  std::set<std::string> marks_;  ///< what each kind in the figure means
  std::string text_;
};

/// Rows of "x y" of the points that have a break on either side.
std::string lone_rows(const Curve& curve, bool logarithmic);

/// Rows of "x y" with an empty line wherever the curve breaks.
std::string curve_rows(const Curve& curve, bool logarithmic);

}  // namespace plumb
