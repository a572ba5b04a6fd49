#include "shortfall.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "plumb/diagnostics/loss_score.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double by_heart = 0.5;  // of the validation loss

struct Hits {
  double accuracy = 0;
  double guess = 0;  // accuracy of always giving the most frequent class
  double samples = 0;

  double score(double of_accuracy) const { return (of_accuracy - guess) / (1 - guess); }
};

/// Nothing where no classes were counted, or all samples are of one.
std::optional<Hits> hits_of(const EvaluationLosses& evaluation) {
  std::int64_t samples = 0, right = 0, most = 0;
  for (std::size_t i = 0; i < evaluation.classes.samples.size(); ++i) {
    samples += evaluation.classes.samples[i];
    right += evaluation.classes.right[i];
    most = std::max(most, evaluation.classes.samples[i]);
  }
  if (samples == most) return std::nullopt;
  const auto all = static_cast<double>(samples);
  return Hits{static_cast<double>(right) / all, static_cast<double>(most) / all, all};
}

/// What is learnt holds for the training data alone, and is as much there as would be enough. Of
/// classes accuracy and loss say different things: that is not known.
bool has_learnt_by_heart(const RunView& run, double enough) {
  const EvaluationLosses& evaluation = *run.evaluation;
  if (!evaluation.training || !evaluation.validation ||
      !(*evaluation.training < by_heart * *evaluation.validation))
    return false;
  const auto score = loss_score(*evaluation.training, run.facts);
  return !run.facts.targets || !score || *score >= enough;
}

std::optional<double> network_score(const RunView& run) {
  if (const auto hits = hits_of(*run.evaluation)) return hits->score(hits->accuracy);
  if (!run.evaluation->validation || !run.loss.has_scale() || !run.facts.targets)
    return std::nullopt;
  return loss_score(*run.evaluation->validation, run.facts);
}

/// By the training data where they were evaluated: the baseline is theirs, and a constant may do no
/// better on others. Classes are left to rules that know of them.
std::optional<Shortfall> worse_than_constant(const RunView& run, const Thresholds& thresholds) {
  if (!run.facts.targets) return std::nullopt;
  const EvaluationLosses& evaluation = *run.evaluation;
  const auto score = loss_score(evaluation.training.value_or(*evaluation.validation), run.facts);
  if (!score || -*score <= thresholds.underfitting_excess) return std::nullopt;
  return Shortfall{*score, 0, nullptr, true};
}

/// Whether shares of so many samples may differ by that much because of which samples they are.
bool is_by_chance(const Hits& hits, const SimpleModel& model, double errors) {
  const double mean = (hits.accuracy + *model.accuracy) / 2;
  const double variance =
      mean * (1 - mean) * (1 / hits.samples + 1 / static_cast<double>(model.tested));
  return *model.accuracy - hits.accuracy < errors * std::sqrt(variance);
}

bool is_better(const RunView& run, const SimpleModel& model, const Thresholds& thresholds) {
  const auto hits = hits_of(*run.evaluation);
  return !hits || !is_by_chance(*hits, model, thresholds.underfitting_errors);
}

}  // namespace

bool leaves_room(const RunView& run, const Thresholds& thresholds) {
  if (run.evaluation == nullptr) return false;
  const auto score = network_score(run);
  return score && *score < thresholds.underfitting_cause;
}

std::optional<double> simple_score(const RunView& run, const SimpleModel& model) {
  if (model.loss) return loss_score(*model.loss, run.facts);
  const auto hits = run.evaluation != nullptr ? hits_of(*run.evaluation) : std::nullopt;
  return hits ? std::optional(hits->score(*model.accuracy)) : std::nullopt;
}

std::optional<Shortfall> shortfall(const RunView& run, const Thresholds& thresholds) {
  if (run.evaluation == nullptr) return std::nullopt;
  const auto network = network_score(run);
  if (!network) return std::nullopt;
  Shortfall best{*network, 0, nullptr, false};
  for (const auto& model : run.facts.simple_models) {
    const auto score = simple_score(run, model);
    if (score && *score > best.simple && is_better(run, model, thresholds))
      best = {*network, *score, &model, *network < thresholds.underfitting_share * *score};
  }
  const double enough = thresholds.underfitting_cause * best.simple;
  if (has_learnt_by_heart(run, enough)) return std::nullopt;
  if (best.model != nullptr && *network < enough) return best;
  return worse_than_constant(run, thresholds);
}

std::string shortfall_text(const RunView& run, const Shortfall& shortfall) {
  if (shortfall.model == nullptr) {
    const EvaluationLosses& evaluation = *run.evaluation;
    return (evaluation.training ? "the training loss is " : "the validation loss is ") +
           brief(evaluation.training.value_or(evaluation.validation.value_or(0))) +
           ", and a constant prediction has " + brief(*run.facts.baseline_loss);
  }
  const SimpleModel& model = *shortfall.model;
  const std::string fitted =
      model.name + " that was fitted to " + std::to_string(model.samples) + " samples ";
  if (model.accuracy)
    return fitted + "is right of " + accuracy_text(*model.accuracy) +
           " of the validation samples, and the network of " +
           accuracy_text(hits_of(*run.evaluation)->accuracy);
  return fitted + "has a validation loss of " + brief(*model.loss) + ", and the network " +
         brief(*run.evaluation->validation);
}

}  // namespace plumb
