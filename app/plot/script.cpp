#include "plot/script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "plot/figure.hpp"
#include "plot/style.hpp"
#include "plumb/internal/utf8.hpp"

namespace plumb {
namespace {

/// Bytes of the UTF-8 character at the start of `text`, 0 if it is malformed or a C1 control, which
/// no XML reader wants.
std::size_t character_size(std::string_view text) {
  const std::size_t size = utf8_length(text);
  const bool control = size == 2 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
  return control ? 0 : size;
}

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto size = character_size(text);
    const auto lead = static_cast<unsigned char>(text[0]);
    if (size == 0) {
      result.emplace_back("?");
    } else if (lead < 0x20 || lead == 0x7f) {
      result.emplace_back(" ");
    } else {
      result.emplace_back(text.substr(0, size));
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return result;
}

constexpr double edge = 14;  // between a text and the end of the figure
constexpr const char* not_finite = "× not finite";

bool drawable(double value, bool logarithmic) {
  return std::isfinite(value) && (!logarithmic || value > 0);
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t limit) {
  const auto all = characters(text);
  std::string result;
  const std::size_t head = all.size() > limit ? limit / 2 : all.size();
  for (std::size_t i = 0; i < head; ++i) result += all[i];
  if (all.size() <= limit) return result;
  result += "…";
  for (std::size_t i = all.size() - (limit - head - 1); i < all.size(); ++i) result += all[i];
  return result;
}

std::vector<std::string> two_lines(std::string_view text, std::size_t limit) {
  const auto all = characters(text);
  if (all.size() <= limit) return {plain_text(text, limit)};
  std::size_t end = limit;
  while (end > 0 && all[end] != " ") --end;
  const bool broken = end == 0;  // no space to break at
  if (broken) end = limit;
  std::string first, second;
  for (std::size_t i = 0; i < end; ++i) first += all[i];
  for (std::size_t i = end + (broken ? 0 : 1); i < all.size(); ++i) second += all[i];
  return {first, plain_text(second, limit)};
}

std::string gnuplot_string(std::string_view text, std::size_t limit) {
  std::string result = "'";
  for (const char c : plain_text(text, limit)) {
    result += c;
    if (c == '\'') result += c;
  }
  return result + "'";
}

std::size_t text_length(std::string_view text) {
  return characters(text).size();
}

std::string curve_rows(const Curve& curve, bool logarithmic) {
  std::string rows;
  bool broken = false;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (!drawable(curve.y[i], logarithmic)) {
      broken = !rows.empty();
      continue;
    }
    if (broken) rows += '\n';
    broken = false;
    rows += fmt::format("{:.10g} {:.6g}\n", curve.x[i], curve.y[i]);
  }
  return rows;
}

std::string lone_rows(const Curve& curve, bool logarithmic) {
  const auto drawn = [&](std::size_t i) {
    return i < curve.x.size() && drawable(curve.y[i], logarithmic);
  };
  std::string rows;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (drawn(i) && !drawn(i + 1) && (i == 0 || !drawn(i - 1)))
      rows += fmt::format("{:.10g} {:.6g}\n", curve.x[i], curve.y[i]);
  }
  return rows;
}

std::string Curve::drawn_with() const {
  if (!points) return "with lines " + style;
  // A dot that no line leads to must be seen by itself.
  return (x.size() == 1 ? "with linespoints pt 7 ps 0.8 " : "with linespoints pt 7 ps 0.35 ") +
         style;
}

Script::Script(int width, int height) : width_(width), height_(height), text_(style::preamble()) {
  text_ += "set multiplot\nunset key\n";
}

void Script::title(std::string_view text) {
  if (width_ < page_width) return narrow_title(text);
  constexpr double character_width = 8;  // at size 14, of a wide sans-serif
  const auto fitting = static_cast<std::size_t>((width_ - 28) / character_width);
  label(14, height_ - 20.0, plain_text(text, fitting), "font ',14' tc rgb '#222222'");
}

void Script::narrow_title(std::string_view text) {
  constexpr double character_width = 6.9;  // at size 12
  constexpr double line_height = 16;
  const auto fitting = static_cast<std::size_t>((width_ - 28) / character_width);
  double y = height_ - 18.0;
  for (const auto& line : two_lines(text, fitting)) {
    label(14, y, line, "font ',12' tc rgb '#222222'");
    y -= line_height;
  }
}

void Script::label(double x, double y, std::string_view text, std::string_view options) {
  text_ += fmt::format("set label {} at screen {:.4f},{:.4f} noenhanced front {}\n",
                       gnuplot_string(text, 110), x / width_, y / height_, options);
}

void Script::panel(const Box& box) {
  text_ += fmt::format(
      "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\n"
      "set bmargin at screen {:.4f}\nset tmargin at screen {:.4f}\n",
      box.left / width_, box.right / width_, box.bottom / height_, box.top / height_);
}

void Script::axis_names(const Box& box, std::string_view x, std::string_view y, double room) {
  constexpr double below = 40;
  const double beside = 58 + room;
  const double centre = (box.left + box.right) / 2;
  label(centre, box.bottom - below, x, "center");
  constexpr double lowest = 30, half_character = 4.5;
  const double half = half_character * static_cast<double>(text_length(x));
  if (!x.empty() && box.bottom - below < lowest)
    bottom_names_.push_back({centre - half, centre + half});
  label(box.left - beside, (box.bottom + box.top) / 2, y, "center rotate");
}

void Script::legend(double x, double y, int rows, std::vector<LegendEntry> entries) {
  legend_place_ = fmt::format("set key at screen {:.4f},{:.4f} left top {} maxrows {}\n",
                              x / width_, y / height_, rows > 1 ? "vertical" : "horizontal", rows);
  legend_ = std::move(entries);
}

void Script::legend(double x, double y, int rows, const std::vector<Curve>& curves) {
  std::vector<LegendEntry> entries;
  for (const auto& curve : curves) entries.push_back({curve.label, curve.drawn_with()});
  legend(x, y, rows, std::move(entries));
}

std::string Script::data(std::string_view rows) {
  const auto name = fmt::format("$d{}", ++blocks_);
  text_ += fmt::format("{} << EOD\n{}EOD\n", name, rows);
  return name;
}

/// Where a curve leaves the panel: what the symbol says, gnuplot's number of it, rows of "x y".
struct Script::Mark {
  std::string meaning;
  int symbol;
  std::string rows = {};
};

std::vector<Script::Mark> Script::marks_of(const Curve& curve, const Axis& y) {
  Mark over{not_finite, 2}, zero{"▼ zero", 11}, below{"▼ below the axis", 11},
      above{"▲ above the axis", 9};
  bool began = false;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double value = curve.y[i];
    const auto add = [&](Mark& mark, double end) {
      mark.rows += fmt::format("{:.10g} {:.6g}\n", curve.x[i], end);
    };
    began = began || std::isfinite(value);
    if (std::isinf(value) || (std::isnan(value) && began)) {
      add(over, y.high);
    } else if (y.logarithmic && value == 0) {
      add(zero, y.low);
    } else if (drawable(value, y.logarithmic) && value < y.low) {
      add(below, y.low);
    } else if (drawable(value, y.logarithmic) && value > y.high) {
      add(above, y.high);
    }
  }
  std::vector<Mark> marks{over, zero, below, above};
  std::erase_if(marks, [](const Mark& mark) { return mark.rows.empty(); });
  return marks;
}

void Script::explain_not_finite() {
  marks_.insert(not_finite);
}

void Script::curves(const std::vector<Curve>& curves, const Axis& y) {
  std::vector<std::string> clauses;
  for (const auto& curve : curves) {
    const auto rows = curve_rows(curve, y.logarithmic);
    if (!rows.empty()) {
      clauses.push_back(fmt::format("{} using 1:2 {} notitle", data(rows), curve.drawn_with()));
    }
    const auto lone = curve.points ? std::string() : lone_rows(curve, y.logarithmic);
    if (!lone.empty()) {
      clauses.push_back(
          fmt::format("{} using 1:2 with points pt 7 ps 0.5 {} notitle", data(lone), curve.style));
    }
    for (const auto& mark : marks_of(curve, y)) {
      marks_.insert(mark.meaning);
      clauses.push_back(fmt::format("{} using 1:2 with points pt {} ps 0.7 {} notitle",
                                    data(mark.rows), mark.symbol, curve.style));
    }
  }
  text_ += axis_commands(y, "y");
  // An empty panel keeps its axes: gnuplot refuses to draw nothing at all.
  if (clauses.empty()) clauses.emplace_back("NaN notitle");
  text_ += "plot ";
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    text_ += (i == 0 ? "" : ", \\\n     ") + clauses[i];
  }
  text_ += "\nunset label\nunset arrow\n";
}

bool Script::is_free(double left, double right) const {
  return left >= edge &&
         std::all_of(bottom_names_.begin(), bottom_names_.end(),
                     [&](const Covered& name) { return right < name.left || left > name.right; });
}

/// At the right edge, or left of a name of an axis that is in the way; where the whole has no room,
/// one of them at the left edge.
void Script::explain_marks() {
  constexpr double character = 6.6;  // of a wide sans-serif at size 11
  const std::string look = fmt::format("font ',11' tc rgb '{}'", style::quiet);
  std::vector<std::string> marks(marks_.begin(), marks_.end());
  std::vector<double> ends{width_ - edge};
  for (const auto& name : bottom_names_) ends.push_back(name.left - edge);
  std::sort(ends.rbegin(), ends.rend());
  const auto whole = fmt::format("{}", fmt::join(marks, "   "));
  const double length = character * static_cast<double>(text_length(whole));
  for (const double end : ends) {
    if (is_free(end - length, end)) return label(end, 13, whole, "right " + look);
  }
  if (marks.size() > 1) {
    label(edge, 13, marks.front(), "left " + look);
    marks.erase(marks.begin());
  }
  label(width_ - edge, 13, fmt::format("{}", fmt::join(marks, "   ")), "right " + look);
}

std::string Script::finish() {
  std::string overlay;
  if (!marks_.empty()) {
    explain_marks();
    overlay = "NaN notitle";
  }
  for (const auto& entry : legend_) {
    overlay += fmt::format("{}NaN {} title {}", overlay.empty() ? "" : ", \\\n     ", entry.style,
                           gnuplot_string(entry.label, 40));
  }
  if (!overlay.empty()) {
    panel({0, static_cast<double>(width_), 0, static_cast<double>(height_)});
    text_ +=
        "unset border\nunset tics\nunset grid\nunset colorbox\nunset object\nunset logscale\n"
        "set xrange [0:1]\nset yrange [0:1]\n" +
        legend_place_ + "plot " + overlay + "\n";
  }
  text_ += "unset multiplot\n";
  return text_;
}

}  // namespace plumb
