#include "sweep/marginals.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plumb/internal/csv_cell.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {

Spread spread_of(const std::vector<const RunResult*>& rows, const Measure& measure) {
  Spread spread;
  spread.runs = rows.size();
  // Welford's update: the squares of large losses would cancel.
  double mean = 0, squares = 0;
  for (const auto* row : rows) {
    const auto& value = row->numbers.*measure.value;
    if (!value || !std::isfinite(*value)) continue;
    ++spread.count;
    const double before = *value - mean;
    mean += before / static_cast<double>(spread.count);
    squares += before * (*value - mean);
  }
  spread.mean = spread.count > 0 ? mean : std::numeric_limits<double>::quiet_NaN();
  if (spread.count > 1)
    spread.deviation = std::sqrt(squares / static_cast<double>(spread.count - 1));
  return spread;
}

std::vector<Marginal> marginals(const SweepResults& results) {
  std::vector<Marginal> all;
  for (std::size_t i = 0; i < results.axes.size(); ++i) {
    const auto& axis = results.axes[i];
    if (axis.values.size() < 2) continue;
    for (const auto& value : axis.values) {
      Marginal marginal{axis.name, value, {}, 0};
      for (const auto& row : results.rows) {
        if (row.values[i] != value) continue;
        if (row.trained()) marginal.trained.push_back(&row);
        if (row.status == "failed" || row.status == "refused") ++marginal.failed;
      }
      all.push_back(std::move(marginal));
    }
  }
  return all;
}

std::string marginals_csv(const SweepResults& results) {
  std::string text = "key,value,runs,failed,measure,count,mean,deviation\n";
  for (const auto& marginal : marginals(results)) {
    for (const auto& measure : measures()) {
      const Spread spread = spread_of(marginal.trained, measure);
      const auto number = [&](double value) {
        return spread.count == 0 ? std::string() : measured_text(value);
      };
      text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_cell(marginal.axis),
                          csv_cell(marginal.value), spread.runs, marginal.failed, measure.column,
                          spread.count, number(spread.mean), number(spread.deviation));
    }
  }
  return text;
}

}  // namespace plumb
