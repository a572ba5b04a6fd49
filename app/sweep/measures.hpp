#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// What a sweep knows of a run in numbers. Unset: there is none (no accuracy in regression, no
/// failure); not-a-number is a result.
struct RunNumbers {
  std::optional<double> steps;
  std::optional<double> seconds;
  std::optional<double> final_train_loss;  ///< train: the whole training set, evaluation mode
  std::optional<double> best_train_loss;
  std::optional<double> final_train_accuracy;
  std::optional<double> best_train_accuracy;
  std::optional<double> final_val_loss;
  std::optional<double> best_val_loss;
  std::optional<double> final_val_accuracy;
  std::optional<double> best_val_accuracy;
  std::optional<double> final_train_score;  ///< loss_score() of the loss
  std::optional<double> final_val_score;
  std::optional<double> first_layer_norm;  ///< gradient of the first weight matrix at step 0
  std::optional<double> last_layer_norm;
  std::optional<double> log10_gradient_ratio;  ///< log10(first / last); -inf: the first is 0
  std::optional<double> final_first_layer_norm;
  std::optional<double> final_last_layer_norm;
  std::optional<double> final_log10_gradient_ratio;
  std::optional<double> steps_to_failure;
  std::optional<double> infos;  ///< findings of this severity
  std::optional<double> warnings;
  std::optional<double> errors;
};

/// A number of a run, as files, tables and figures name it.
struct Measure {
  std::string name;    ///< on the command line: "final-accuracy"
  std::string column;  ///< in results.csv: "final_val_accuracy"
  std::string title;   ///< in a figure: "validation accuracy at the end"
  std::optional<double> RunNumbers::*value;
  enum class Scale { share, number, signed_log } scale = Scale::number;
};

/// All of them, in the order of results.csv's columns.
const std::vector<Measure>& measures();

/// Throws Error naming the nearest ones.
const Measure& find_measure(std::string_view name);

}  // namespace plumb
