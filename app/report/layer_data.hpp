#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"
#include "report/budget.hpp"

namespace plumb {

/// Which parameters the page draws: the weight matrices, spread over the depth where there are too
/// many.
struct LayerChoice {
  std::vector<std::string> parameters;  ///< as the records name them, input to output
  std::vector<std::string> names;       ///< as the page does: "dense_01"
  std::size_t of = 0;                   ///< how many there are
};

LayerChoice choose_layers(const RecordedRun& run, const StepTable& steps, std::size_t most);

/// Gradient norm of each layer by step: curves {thinned, step, values: layer × point}.
nlohmann::ordered_json norm_curves(const StepTable& steps, const LayerChoice& layers,
                                   const PageBudget& budget);

/// Gradient norm of every layer at single steps: {step, epoch, values: frame × layer}.
nlohmann::ordered_json step_frames(const StepTable& steps, const LayerChoice& layers,
                                   const PageBudget& budget);

/// The same at the ends of epochs, over the whole training set: {epoch, values}.
nlohmann::ordered_json epoch_frames(const GradientTable& table, const LayerChoice& layers,
                                    const PageBudget& budget);

/// ‖update‖ / ‖weight‖ of each layer at the steps that probed.
nlohmann::ordered_json update_curves(const StepTable& steps, const LayerChoice& layers,
                                     const PageBudget& budget);

/// ‖weight‖ of each layer at the steps that probed.
nlohmann::ordered_json weight_norm_curves(const StepTable& steps, const LayerChoice& layers,
                                          const PageBudget& budget);

/// What the probes saw of the activations: {taps, kinds, mean, deviation, spread, gradient,
/// saturated, zeros, inactive}, curves each; a quantity that no tap has is left out. Empty without
/// taps.
nlohmann::ordered_json activation_curves(const StepTable& steps, const PageBudget& budget);

}  // namespace plumb
