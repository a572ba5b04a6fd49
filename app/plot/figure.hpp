#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/weights.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Widths in units, of which the base font has 12. Without a paper in mind, 800: at 183 mm two
/// columns of a journal.
inline constexpr int standard_width = 800;
/// For a paper a unit is 1/113 inch, so that the smallest text, of 11 units, has 7 points.
inline constexpr double paper_units_per_inch = 113;
inline constexpr int column_width = 384;  ///< 3.4 in, 86 mm
inline constexpr int page_width = 791;    ///< 7 in, 178 mm

/// What a figure is to be as wide as.
enum class FigureWidth { standard, column, page };

/// In units.
int units_of(FigureWidth width);

/// What a figure with a panel a run, or a panel a value, is drawn as wide as: one column is too
/// narrow for it.
FigureWidth fitting_several(FigureWidth width);

/// A drawing as text: everything that gnuplot needs except the terminal and where to write.
struct Figure {
  std::string stem;   ///< file name without its ending
  std::string title;  ///< also drawn in the figure
  int width = 0;      ///< in units of which the base font has 12
  int height = 0;
  std::string script;
  bool for_paper = false;  ///< has a size in inches (paper_units_per_inch), bitmaps 300 dpi
};

// Each function below is pure. It returns nothing where the run has no finite number to draw. Those
// of one run take any width from column_width on; those of several runs need page_width.

/// Loss and accuracy by epoch, training and validation.
std::optional<Figure> history_figure(const RecordedRun& run, int width = standard_width);

/// Gradient norm of each weight matrix by epoch, coloured by depth; no biases. This and the next
/// two are by step, from `steps`, where the run has no gradients by epoch.
std::optional<Figure> gradient_norms_figure(const RecordedRun& run, const StepTable& steps = {},
                                            int width = standard_width);

/// Layer × epoch, log10 of the gradient norm as colour.
std::optional<Figure> heat_map_figure(const RecordedRun& run, const StepTable& steps = {},
                                      int width = standard_width);

/// Gradient norm against layer, a line for each of up to six epochs.
std::optional<Figure> depth_profile_figure(const RecordedRun& run, const StepTable& steps = {},
                                           int width = standard_width);

/// 30-bin histogram of all dense and convolution weights. `initial` may be empty.
std::optional<Figure> weight_histogram_figure(const RecordedRun& run, const WeightSample& last,
                                              const WeightSample& initial,
                                              int width = standard_width);

/// How the sizes of each layer's gradient entries are spread, as layer × size, before training and
/// at the newest epoch.
std::optional<Figure> gradient_histograms_figure(const RecordedRun& run,
                                                 const std::vector<EpochHistograms>& histograms,
                                                 int width = standard_width);

/// The same of the activations, the input left out.
std::optional<Figure> activation_histograms_figure(const RecordedRun& run,
                                                   const std::vector<EpochHistograms>& histograms,
                                                   int width = standard_width);

/// Loss and total gradient norm by step, before and after clipping.
std::optional<Figure> steps_figure(const RecordedRun& run, const StepTable& steps,
                                   int width = standard_width);

/// ‖Δw‖ / ‖w‖ of each weight matrix by step, with the usual range shaded.
std::optional<Figure> update_ratios_figure(const RecordedRun& run, const StepTable& steps,
                                           int width = standard_width);

/// Mean and deviation of each tap's activations, and the gradient that arrives there, by step.
std::optional<Figure> activations_figure(const RecordedRun& run, const StepTable& steps,
                                         int width = standard_width);

/// Shares of saturated entries, of zeros and of inactive units of each tap by step. A share that is
/// 0 throughout is left out.
std::optional<Figure> saturation_figure(const RecordedRun& run, const StepTable& steps,
                                        int width = standard_width);

/// Total gradient norm before and after clipping, and the share of clipped steps. Nothing where
/// clipping changed nothing.
std::optional<Figure> clipping_figure(const RecordedRun& run, const StepTable& steps,
                                      int width = standard_width);

/// The curve that proves a finding, its steps shaded.
std::optional<Figure> finding_figure(const RecordedRun& run, const StepTable& steps,
                                     const Finding& finding, int width = standard_width);

/// ‖∂L/∂h_t‖ against the time lag in the first recurrent layer, a line for each of up to six
/// epochs.
std::optional<Figure> time_lags_figure(const RecordedRun& run, int width = standard_width);

/// The same of several runs, before training and after each one's last epoch, a line a run.
std::optional<Figure> comparison_time_lags_figure(const std::vector<RecordedRun>& runs,
                                                  int width = standard_width);

/// The forecast gradient norm of each layer with its 90 % band, and that of step 0. Nothing without
/// a forecast.
std::optional<Figure> forecast_figure(const RecordedRun& run, const StepTable& steps,
                                      const std::optional<ForecastRecord>& record,
                                      int width = standard_width);

/// Loss, validation accuracy and largest gradient norm by epoch, a line a run.
std::optional<Figure> comparison_figure(const std::vector<RecordedRun>& runs,
                                        int width = standard_width);

/// The gradient norms of each run in a panel of its own, all on one scale.
std::optional<Figure> comparison_gradients_figure(const std::vector<RecordedRun>& runs,
                                                  int width = standard_width);

/// A run and its steps: what the figures that compare by step read.
struct RunSteps {
  RecordedRun run;
  StepTable steps;
};

/// The total gradient norm of each run before and after clipping, a panel a run, all on one scale.
/// Nothing where no run was clipped.
std::optional<Figure> comparison_clipping_figure(const std::vector<RunSteps>& runs,
                                                 int width = standard_width);

/// ‖Δw‖ / ‖w‖ of each weight matrix, a panel a run, all on one scale.
std::optional<Figure> comparison_update_ratios_figure(const std::vector<RunSteps>& runs,
                                                      int width = standard_width);

}  // namespace plumb
