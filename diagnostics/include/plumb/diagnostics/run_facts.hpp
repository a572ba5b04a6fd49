#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/simple_model.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Values that a network is to predict: over all samples, and outputs where there are several.
struct TargetFacts {
  double mean = 0;
  double deviation = 0;
  double width = 1;  ///< as column_widths() tells
};

/// What is known of a run before its first step: rules judge the records in its light. All but the
/// parameters can be left out.
struct RunFacts {
  std::vector<ParameterInfo> parameters;

  /// Loss of the best constant prediction: the entropy of the labels (ln 10 for ten balanced
  /// classes), the variance of the targets. What a network that has learned nothing reaches. Unset:
  /// the loss of the first steps stands in for it.
  std::optional<double> baseline_loss;

  /// False of a loss against what changes as well, as a GAN's, or towards values that a network
  /// makes, as a critic's: neither its size nor its course says what is learnt, and it is taken for
  /// one without LossHistory::has_scale().
  bool loss_has_course = true;

  /// What the loss of the best outputs that there can be is: of a cross-entropy with label smoothing
  /// the entropy of a smoothed label. What is learnt counts from the baseline down to it.
  double least_loss = 0;

  /// The part of the loss that no outputs can take away, since the activation behind them cannot
  /// give the targets: the mean of y² over negative targets where a ReLU meets the squared error.
  double unreachable_loss = 0;

  /// Of a regression, in the unit of the loss. Unset: not known, or classes.
  std::optional<TargetFacts> targets;

  /// How many steps the run is to have. Unset: not known.
  std::optional<std::int64_t> planned_steps;

  /// What simple models reach with the same data, in no order (fit_simple_models()). Empty: not
  /// known.
  std::vector<SimpleModel> simple_models;

  /// Of each column of the inputs, as column_widths() tells. Empty: not known, or no table.
  std::vector<double> input_widths;

  /// Of the columns' sizes to each other, as column_ratio() tells.
  double input_ratio = 1;

  std::string loss;       ///< "cross-entropy"; for the text of findings
  std::string optimizer;  ///< "adam"
  std::optional<double> learning_rate;
  double weight_decay = 0;  ///< decoupled of "adamw" and "keras-adam", else an L2 penalty
  std::string activation;   ///< "sigmoid"; empty: what most taps are, as far as they tell
  Clip clip;
  double input_scale = 1;  ///< that the inputs were multiplied by before the network saw them

  /// Options of `plumb train` that the run follows, without dashes: "norm" is "batch". What it does
  /// already is not advised. Empty where not known.
  std::map<std::string, std::string> settings;

  /// Throws Error, naming it, for a number that cannot be: one that is not finite, a negative
  /// learning rate, number of steps, decay, unreachable loss, deviation or width, a simple model or
  /// a clip that their check() refuses; and for a text that is not UTF-8, which no file of a run
  /// can hold.
  void check() const;
};

/// run.json of the run-directory contract, with the thresholds that differ from the defaults.
/// Throws Error if it cannot be written.
void write_facts(const std::filesystem::path& directory, const RunFacts& facts,
                 const Thresholds& thresholds = {});

/// The same back; nothing where the directory has none. Throws Error on a malformed file.
std::optional<RunFacts> read_facts(const std::filesystem::path& directory);

/// The thresholds that the run was judged by, as the same file tells them: the defaults where it
/// does not. Throws Error on a malformed file.
Thresholds read_thresholds(const std::filesystem::path& directory);

}  // namespace plumb
