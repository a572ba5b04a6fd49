#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/script.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// A quantity of each layer, or of each tap, by step: thinned, without style. A layer without any
/// value has an empty curve.
struct LayerCurves {
  std::vector<std::string> names;  ///< input to output
  std::vector<Curve> curves;       ///< one a name
};

/// ‖Δw‖ / ‖w‖ of each weight matrix, of what a step really changed.
LayerCurves update_ratio_curves(const StepTable& steps);

/// ‖w‖ of each weight matrix.
LayerCurves weight_norm_curves(const StepTable& steps);

/// The gradient norm of each weight matrix, of the batch.
LayerCurves gradient_norm_curves(const StepTable& steps);

using ProbedQuantity = std::optional<double> (*)(const ActivationProbe&);

LayerCurves activation_curves(const StepTable& steps, ProbedQuantity quantity);

/// A number of every step, with each stretch's smallest and largest value, and what is not finite.
Curve step_curve(const StepTable& steps, std::string label, double StepTable::Row::*member,
                 std::string style);

/// Losses in evaluation mode: over the training data, and over validation data, as far as there are
/// any.
std::vector<Curve> evaluation_curves(const StepTable& steps);

/// Whether clipping changed a norm that is finite.
bool was_clipped(const StepTable& steps);

/// The total gradient norm before clipping and, where clipping acted, after it.
std::vector<Curve> total_norm_curves(const StepTable& steps);

/// The share of clipped steps among the recorded ones.
double clipped_share(const StepTable& steps);

/// The same over stretches of the run.
Curve clipped_share_curve(const StepTable& steps);

std::vector<double> values_of(const std::vector<Curve>& curves);

}  // namespace plumb
