#include "terminal/live_frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "terminal/glyphs.hpp"
#include "terminal/layer_bars.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr int fewest_rows = 6;  // below: only how far the run is
constexpr int fewest_columns = 40;
constexpr std::size_t widest_bar = 40;
constexpr std::size_t narrowest_progress_bar = 6;
constexpr std::size_t range_columns = 30;

std::string where(const LiveRun& run) {
  if (run.plan().epochs > 0)
    return fmt::format("epoch {} of {}", std::max<std::int64_t>(run.epoch(), 1), run.plan().epochs);
  return fmt::format("step {}", run.steps());
}

/// "842 of 1875  205/s  1:13 left", or the note.
std::string pace(const LiveRun& run, const std::string& note) {
  std::string text;
  const auto& plan = run.plan();
  if (plan.steps_per_epoch > 0 && !run.measuring()) {
    const auto before = (std::max<std::int64_t>(run.epoch(), 1) - 1) * plan.steps_per_epoch;
    text = fmt::format("{} of {}", std::max<std::int64_t>(run.steps() - before, 0),
                       plan.steps_per_epoch);
  }
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "  ") + part; };
  if (!note.empty()) {
    add(note);
  } else if (run.measuring()) {
    add("measuring gradients and accuracy");
  } else {
    if (const auto speed = run.speed()) add(fmt::format("{:.{}f}/s", *speed, *speed < 10 ? 1 : 0));
    if (const auto left = run.seconds_left()) add(duration_text(*left) + " left");
  }
  return text;
}

std::optional<double> done(const LiveRun& run) {
  if (run.plan().steps == 0) return std::nullopt;
  return static_cast<double>(run.steps()) / static_cast<double>(run.plan().steps);
}

std::string status_line(const LiveRun& run, std::size_t columns, const Console& console,
                        const std::string& note) {
  const std::string left = where(run);
  const std::string right = pace(run, note);
  const std::size_t words = text_width(left) + text_width(right) + 4;
  if (!done(run) || words + narrowest_progress_bar > columns)
    return bold(console, fitted(right.empty() ? left : left + "  " + right, columns, console));
  const std::size_t bar_columns = std::min(columns - words, widest_bar);
  const std::string filled = progress_bar(*done(run), bar_columns, console);
  return fmt::format("{}  {}  {}", bold(console, left), colored(console, Hue::cyan, filled), right);
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
};

Range range_of(const std::vector<double>& values) {
  Range range;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

/// "loss     2.302 ▇▅▃▂▁ 2.29 to 2.87": the whole run, on a logarithmic scale where it spans two
/// decades.
std::string curve_line(const std::string& name, const RunCurve& curve, RunCurve::Of of,
                       const std::string& remark, std::size_t columns, const Console& console) {
  const std::string head = fmt::format("{} {:>9}  ", name, short_number(curve.last()));
  if (columns < head.size() + range_columns) return fitted(head, columns, console);
  auto values = curve.columns(columns - head.size() - range_columns, of);
  const Range range = range_of(values);
  std::string line = head;
  if (range.low <= range.high) {
    const bool logarithmic = range.low > 0 && range.high > 100 * range.low;
    const auto scaled = [&](double value) { return logarithmic ? std::log10(value) : value; };
    for (double& value : values) value = scaled(value);
    line += colored(console, Hue::cyan,
                    sparkline(values, scaled(range.low), scaled(range.high), console));
    line += fmt::format("  {} to {}", short_number(curve.lowest()), short_number(curve.highest()));
    if (logarithmic) line += " (log)";
  } else {
    line += sparkline(values, 0, 1, console);
  }
  return text_width(line) + remark.size() <= columns ? line + remark : line;
}

std::string accuracy_remark(const LiveRun& run) {
  return std::isnan(run.accuracy()) ? std::string() : ", accuracy " + percent(run.accuracy());
}

std::string clipping_remark(const LiveRun& run) {
  return run.clipped_share() > 0 ? ", clipped " + percent(run.clipped_share()) : std::string();
}

std::string finding_line(const std::vector<Finding>& findings, std::size_t columns,
                         const Console& console) {
  const auto sorted = by_severity(findings);
  const Finding& worst = sorted.front();
  std::string text = fmt::format("{}  {}", to_string(worst.severity), worst.rule);
  if (!worst.layer.empty()) text += " at " + printable(worst.layer);
  text += fmt::format(", since step {}", worst.first_step);
  if (sorted.size() > 1) text += fmt::format(", and {} more", sorted.size() - 1);
  const std::string line = for_console(fitted(text, columns, console), console);
  if (worst.severity == Severity::info) return line;
  return colored(console, worst.severity == Severity::error ? Hue::red : Hue::yellow, line);
}

}  // namespace

std::vector<std::string> live_frame(const LiveRun& run, TerminalSize size, const Console& console,
                                    const std::string& note) {
  // The last column stays free: a terminal may wrap a line that fills it.
  const auto columns = static_cast<std::size_t>(std::max(size.columns - 1, 1));
  std::vector<std::string> lines{status_line(run, columns, console, note)};
  if (size.rows < fewest_rows || size.columns < fewest_columns || run.loss().size() == 0)
    return lines;
  lines.push_back(
      curve_line("loss", run.loss(), RunCurve::Of::means, accuracy_remark(run), columns, console));
  lines.push_back(curve_line("norm", run.norm(), RunCurve::Of::largest, clipping_remark(run),
                             columns, console));
  const bool found = !run.findings().empty();
  const auto taken = lines.size() + (found ? 1 : 0);
  for (auto& line :
       layer_bars(run.layers(), columns, static_cast<std::size_t>(size.rows) - taken, console))
    lines.push_back(std::move(line));
  if (found) lines.push_back(finding_line(run.findings(), columns, console));
  return lines;
}

}  // namespace plumb
