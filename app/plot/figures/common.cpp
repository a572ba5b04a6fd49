#include "plot/figures/common.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "plot/weights.hpp"

namespace plumb {

namespace {

constexpr std::size_t most_frames = 250;

LayerNorms norms_by_step(const StepTable& steps) {
  LayerNorms result;
  result.time = "step";
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < steps.rows.size(); ++i) {
    if (!steps.rows[i].norms.empty()) rows.push_back(i);
  }
  const auto total = [&](std::size_t i) { return std::optional(steps.rows[rows[i]].norm); };
  const auto kept = peak_rows(rows.size(), total, most_frames);
  for (const auto i : kept) result.times.push_back(static_cast<double>(steps.rows[rows[i]].step));
  for (const auto& layer : drawn_layers(steps.parameters, steps.known)) {
    result.names.push_back(layer.name);
    auto& norms = result.norms.emplace_back();
    for (const auto i : kept)
      norms.push_back(steps.rows[rows[i]].norms[layer.parameter].value_or(std::nan("")));
  }
  return result;
}

}  // namespace

LayerNorms layer_norms(const RecordedRun& run, const StepTable& steps) {
  const auto& table = run.gradients;
  if (table.epochs.empty()) return norms_by_step(steps);
  LayerNorms result;
  for (const auto epoch : table.epochs) result.times.push_back(static_cast<double>(epoch));
  for (const auto& layer : drawn_layers(table.parameters, run.parameters)) {
    result.names.push_back(layer.name);
    auto& norms = result.norms.emplace_back();
    for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch) {
      norms.push_back(table.at(epoch, layer.parameter));
    }
  }
  return result;
}

bool is_narrow(int width) {
  return width < page_width;
}

int title_room(int width) {
  return is_narrow(width) ? 16 : 0;
}

double count_ticks(int width) {
  return is_narrow(width) ? 5 : 10;
}

std::string run_title(const RecordedRun& run, std::string_view text) {
  constexpr std::size_t longest_name = 40;
  return plain_text(run.name, longest_name) + ": " + std::string(text);
}

std::vector<double> flatten(const std::vector<std::vector<double>>& rows) {
  std::vector<double> all;
  for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}

std::vector<double> column(const RecordedRun& run, double EpochRow::*member) {
  std::vector<double> values;
  for (const auto& row : run.epochs) values.push_back(row.*member);
  return values;
}

std::vector<double> epoch_numbers(const RecordedRun& run) {
  std::vector<double> values;
  for (const auto& row : run.epochs) values.push_back(static_cast<double>(row.epoch));
  return values;
}

bool any_finite(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

double depth_position(std::size_t index, std::size_t count) {
  return count < 2 ? 0 : static_cast<double>(index) / static_cast<double>(count - 1);
}

std::string line_style(std::string_view colour, double width, int dash) {
  return fmt::format("lc rgb '{}' lw {:g} dt {}", colour, width, dash);
}

void mark_explosion(Script& script, const RecordedRun& run) {
  const auto epoch = summary_number(run.summary, "exploded_epoch");
  if (!epoch || !std::isfinite(*epoch) || *epoch < 0) return;
  // At the end of the axis its second half would have no room.
  const bool at_end =
      !run.epochs.empty() && *epoch > 0.9 * static_cast<double>(run.epochs.back().epoch);
  script.add(fmt::format(
      "set arrow from first {0:.0f},graph 0 to first {0:.0f},graph 1 nohead back lw {1:g} dt 2 lc "
      "rgb "
      "'{2}'\n"
      "set label 'exploded' at first {0:.0f},graph 1 {3} offset 0,0.5 font ',11' tc rgb '{2}'\n",
      *epoch, style::hairline, style::quiet, at_end ? "right" : "center"));
}

}  // namespace plumb
