#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/history.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Everything a rule may look at in one step.
struct RunView {
  const RunFacts& facts;
  const std::vector<Layer>& layers;
  const std::vector<TapInfo>& taps;
  const StepRecord& record;                      ///< the step
  const LossHistory& loss;                       ///< this step's included
  const Window& norms;                           ///< total gradient norms, this step's included
  std::optional<double> highest_rate = {};       ///< of the learning rates noted before this step
  const EvaluationLosses* evaluation = nullptr;  ///< the last so far, if there was one
  /// Highest score of the network at an evaluation, in parts of what the best constant answer
  /// leaves; nothing where none tells.
  std::optional<double> best_score = {};
  /// By how much that score, or the share of the baseline that the loss has lost, has risen since
  /// half as many steps: the more of both, and of the last two evaluations. Nothing where they do
  /// not tell.
  std::optional<double> gain = {};
  /// Steps from the first on whose learning rate was below nine tenths of the whole one.
  std::int64_t warm_up = 0;

  bool probed() const { return !record.probes.empty(); }

  /// The learning rate of this step; where that is not noted, the configured one.
  std::optional<double> learning_rate() const;

  /// The learning rate of this step in parts of the configured one, or else of the highest so far:
  /// below 1 in a warm-up or late in a schedule. 0 where it rises beyond all so far, to a rate that
  /// is not configured; 1 where it is not noted.
  double rate_share() const;

  /// The activation of the i-th tap, if there is one.
  const ActivationProbe* activation(std::size_t tap) const {
    return tap < record.activations.size() && record.activations[tap] ? &*record.activations[tap]
                                                                      : nullptr;
  }

  /// Gradient norm of a layer's weight in parts of the weight's own norm and of the loss: the
  /// relative change of the loss per relative change of the weight, ‖∂L/∂W‖·‖W‖/L. It does not
  /// depend on the scale of loss, width, or batch. Probed steps only; nothing without gradient, nor
  /// of a loss without LossHistory::has_scale().
  std::optional<double> sensitivity(const Layer& layer) const;

  /// Norm of the update in parts of the weight's. Probed steps only; nothing for a weight of zeros.
  std::optional<double> update_ratio(const Layer& layer) const;
};

/// What a rule says about one step. Later verdicts of the same rule extend the finding, replace it
/// where they are more severe, or take it back.
struct Verdict {
  Severity severity = Severity::info;
  std::string layer;
  std::int64_t first_step = 0;

  /// The last that showed it; unset: this one. Where it was an earlier one, the verdict adds to a
  /// finding, but makes none: of a run that went on, its earlier part has it.
  std::optional<std::int64_t> last_step = {};

  /// Of a finding as severe: its layer, words, numbers and remedies give way to these, which know
  /// more. Nobody is told anew.
  bool restates = false;

  /// The finding holds no more, as where a network has learnt after all: it becomes as severe as
  /// this verdict, if that is less, and takes its layer, words, numbers and remedies. Nobody is
  /// told anew.
  bool disproved = false;

  std::vector<std::pair<std::string, double>> evidence;
  std::string message;
  std::vector<Remedy> remedies;
};

/// Decides about one pathology, step by step. An object belongs to one run.
class Rule {
 public:
  virtual ~Rule() = default;

  /// As in findings: "vanishing-gradient".
  virtual std::string_view name() const = 0;

  /// Whether steps are shown to it whose loss is not finite: nothing follows from most of them but
  /// that.
  virtual bool sees_non_finite() const { return false; }

  /// Called once per step, in order. Nothing: nothing to report in this step.
  virtual std::optional<Verdict> observe(const RunView& run) = 0;

  /// Called once per evaluation, between the steps that it was made between, from the first step
  /// on. The view is that of the step before it, without probes and taps.
  virtual std::optional<Verdict> observe_evaluation(const RunView& /*run*/,
                                                    const EvaluationLosses& /*losses*/) {
    return std::nullopt;
  }

  /// Called at most once, when the run has ended as planned and nothing worse than an observation
  /// has been found. The view is that of its last step, without probes and taps.
  virtual std::optional<Verdict> finish(const RunView& /*run*/) { return std::nullopt; }

  /// Whether finish() is called whatever has been found: what was so before the first step may be
  /// the cause of it, and what evaluations show no step does.
  virtual bool always_finishes() const { return false; }

  /// Whether finish() comes after those of all other rules, and only where these found nothing
  /// worse than an observation either.
  virtual bool finishes_last() const { return false; }
};

}  // namespace plumb
