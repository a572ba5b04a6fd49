#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// The gradient norm of one layer's weights, forecast and as the first step had it.
struct ComparedNorm {
  std::string name;  ///< "dense_01"
  double median = 0;
  double low = 0;  ///< the 90 % interval
  double high = 0;
  std::optional<double> measured;  ///< none: not recorded

  /// Whether the measured norm is in the interval; one that is not a number never is.
  bool inside() const;

  /// log10 of measured / median, infinite where one of them is 0 or inf and the other is not; 0
  /// where both are the same; none where there is nothing to compare.
  std::optional<double> decades() const;
};

/// A forecast beside the record that it forecast.
struct ForecastComparison {
  std::vector<ComparedNorm> layers;  ///< input to output
  std::size_t measured = 0;          ///< of them
  std::size_t inside = 0;            ///< of those measured
  std::optional<std::size_t> worst;  ///< index of the largest deviation; none: nothing was measured
};

/// Holds the forecast against step 0. A record without that step has no measured norms.
ForecastComparison compare_forecast(const ForecastRecord& record, const StepTable& steps);

}  // namespace plumb
