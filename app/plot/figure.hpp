#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/weights.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// A drawing as text: everything that gnuplot needs except the terminal and where to write.
struct Figure {
  std::string stem;   ///< file name without its ending
  std::string title;  ///< also drawn in the figure
  int width = 0;      ///< in units of which the base font has 12
  int height = 0;
  std::string script;
};

// Each function below is pure. It returns nothing where the run has no finite number to draw.

/// Loss and accuracy by epoch, training and validation.
std::optional<Figure> history_figure(const RecordedRun& run);

/// Gradient norm of each weight matrix by epoch, coloured by depth; no biases.
std::optional<Figure> gradient_norms_figure(const RecordedRun& run);

/// Layer × epoch, log10 of the gradient norm as colour.
std::optional<Figure> heat_map_figure(const RecordedRun& run);

/// Gradient norm against layer, a line for each of up to six epochs.
std::optional<Figure> depth_profile_figure(const RecordedRun& run);

/// 30-bin histogram of all dense and convolution weights. `initial` may be empty.
std::optional<Figure> weight_histogram_figure(const RecordedRun& run, const WeightSample& last,
                                              const WeightSample& initial);

/// Loss and total gradient norm by step, before and after clipping.
std::optional<Figure> steps_figure(const RecordedRun& run, const StepTable& steps);

/// ‖∂L/∂h_t‖ against the time lag in the first recurrent layer, a line for each of up to six epochs.
std::optional<Figure> time_lags_figure(const RecordedRun& run);

/// The same of several runs, before training and after each one's last epoch, a line a run.
std::optional<Figure> comparison_time_lags_figure(const std::vector<RecordedRun>& runs);

/// Loss, validation accuracy and largest gradient norm by epoch, a line a run.
std::optional<Figure> comparison_figure(const std::vector<RecordedRun>& runs);

/// The gradient norms of each run in a panel of its own, all on one scale.
std::optional<Figure> comparison_gradients_figure(const std::vector<RecordedRun>& runs);

}  // namespace plumb
