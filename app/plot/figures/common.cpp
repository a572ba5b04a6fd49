#include "plot/figures/common.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/style.hpp"

namespace plumb {

LayerNorms layer_norms(const RecordedRun& run) {
  LayerNorms result;
  const auto& table = run.gradients;
  for (const auto epoch : table.epochs) result.epochs.push_back(static_cast<double>(epoch));
  for (const auto parameter : weight_matrices(table.parameters)) {
    result.names.push_back(layer_name(table.parameters[parameter]));
    auto& norms = result.norms.emplace_back();
    for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch) {
      norms.push_back(table.at(epoch, parameter));
    }
  }
  return result;
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
  const auto found = run.summary.find("exploded_epoch");
  if (found == run.summary.end() ||
      found->second.find_first_not_of("0123456789") != std::string::npos) {
    return;
  }
  script.add(fmt::format(
      "set arrow from first {0},graph 0 to first {0},graph 1 nohead back lw {1:g} dt 2 lc rgb "
      "'{2}'\n"
      "set label 'exploded' at first {0},graph 1 center offset 0,0.5 font ',9' tc rgb '{2}'\n",
      found->second, style::hairline, style::quiet));
}

}  // namespace plumb
