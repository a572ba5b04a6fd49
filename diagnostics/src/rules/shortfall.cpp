#include "shortfall.hpp"

#include <algorithm>
#include <cmath>

#include "class_view.hpp"
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
  const auto [samples, right, most] = totals_of(evaluation.classes);
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

/// Of a model beside others of the same data, before any evaluation.
std::optional<Hits> hits_of(const SimpleModel& model) {
  if (!model.accuracy || !model.guess || *model.guess >= 1) return std::nullopt;
  return Hits{*model.accuracy, *model.guess, static_cast<double>(model.tested)};
}

/// Nothing where it is of another kind than what the network is judged by, or tells nothing by
/// itself where that is not known yet.
std::optional<double> simple_score(const RunView& run, const SimpleModel& model) {
  const auto hits = run.evaluation != nullptr ? hits_of(*run.evaluation) : hits_of(model);
  if (hits) return model.accuracy ? std::optional(hits->score(*model.accuracy)) : std::nullopt;
  return model.loss ? loss_score(*model.loss, run.facts) : std::nullopt;
}

/// On the training data where they were evaluated: the baseline is theirs, and a constant may do no
/// better on others.
std::optional<double> loss_on_own_data(const EvaluationLosses& evaluation) {
  return evaluation.training ? evaluation.training : evaluation.validation;
}

/// Classes are left to rules that know of them.
std::optional<Shortfall> worse_than_constant(const RunView& run, const Thresholds& thresholds) {
  const auto loss = loss_on_own_data(*run.evaluation);
  if (!run.facts.targets || !loss) return std::nullopt;
  const auto score = loss_score(*loss, run.facts);
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

struct Scored {
  double score = 0;
  const SimpleModel* model = nullptr;
};

/// The best of the linear models, or of the others.
Scored best_of_kind(const RunView& run, bool linear) {
  Scored best;
  for (const auto& model : run.facts.simple_models) {
    const auto score = model.is_linear == linear ? simple_score(run, model) : std::nullopt;
    if (score && (best.model == nullptr || *score > best.score)) best = {*score, &model};
  }
  return best;
}

/// "kernel regression that was fitted to 1000 samples is right of 91 % of the validation samples".
std::string reached_text(const SimpleModel& model) {
  const std::string fitted =
      model.name + " that was fitted to " + std::to_string(model.samples) + " samples ";
  if (model.accuracy)
    return fitted + "is right of " + accuracy_text(*model.accuracy) + " of the validation samples";
  return fitted + "has a validation loss of " + brief(*model.loss);
}

/// The best score of the models that are taken, of a network whose own is known.
template <class Takes>
std::optional<Shortfall> best_of(const RunView& run, const Takes& takes) {
  const auto network = network_score(run);
  if (!network) return std::nullopt;
  Shortfall best{*network, 0, nullptr, false};
  for (const auto& model : run.facts.simple_models) {
    const auto score = simple_score(run, model);
    if (score && *score > best.simple && takes(model)) best = {*network, *score, &model, false};
  }
  return best;
}

}  // namespace

std::optional<double> network_score(const RunView& run) {
  if (run.evaluation == nullptr) return std::nullopt;
  if (const auto hits = hits_of(*run.evaluation)) return hits->score(hits->accuracy);
  if (!run.evaluation->validation || !run.loss.has_scale() || !run.facts.targets)
    return std::nullopt;
  return loss_score(*run.evaluation->validation, run.facts);
}

bool leaves_room(const RunView& run, const Thresholds& thresholds) {
  const auto score = network_score(run);
  return score && *score < thresholds.underfitting_cause;
}

std::optional<double> linear_score(const RunView& run) {
  const Scored best = best_of_kind(run, true);
  return best.model != nullptr ? std::optional(best.score) : std::nullopt;
}

std::optional<Shortfall> best_simple_model(const RunView& run) {
  auto best = best_of(run, [](const SimpleModel& /*model*/) { return true; });
  return best && best->simple > best->network ? best : std::nullopt;
}

std::optional<Shortfall> shortfall(const RunView& run, const Thresholds& thresholds) {
  auto candidate =
      best_of(run, [&](const SimpleModel& model) { return is_better(run, model, thresholds); });
  if (!candidate) return std::nullopt;
  Shortfall& best = *candidate;
  const double network = best.network;
  best.is_large = network < thresholds.underfitting_share * best.simple;
  const double enough = thresholds.underfitting_cause * best.simple;
  if (has_learnt_by_heart(run, enough)) return std::nullopt;
  if (best.model != nullptr && network < enough) return best;
  return worse_than_constant(run, thresholds);
}

bool was_ever_close(const RunView& run, const Shortfall& behind, const Thresholds& thresholds) {
  return run.best_score && *run.best_score >= thresholds.underfitting_cause * behind.simple;
}

std::optional<Shortfall> lasting_shortfall(const RunView& run, const Thresholds& thresholds) {
  auto behind = shortfall(run, thresholds);
  return behind && was_ever_close(run, *behind, thresholds) ? std::nullopt : behind;
}

std::vector<std::pair<std::string, double>> shortfall_evidence(const Shortfall& shortfall) {
  return {{"score", shortfall.network}, {"simple_score", shortfall.simple}};
}

std::string shortfall_text(const RunView& run, const Shortfall& shortfall) {
  if (shortfall.model == nullptr) {
    const EvaluationLosses& evaluation = *run.evaluation;
    return (evaluation.training ? "the training loss is " : "the validation loss is ") +
           brief(*loss_on_own_data(evaluation)) + ", and a constant prediction has " +
           brief(*run.facts.baseline_loss);
  }
  const SimpleModel& model = *shortfall.model;
  return reached_text(model) + ", and the network " +
         (model.accuracy ? "of " + accuracy_text(hits_of(*run.evaluation)->accuracy)
                         : brief(*run.evaluation->validation));
}

bool tell_of_linear(const RunView& run, std::int64_t samples) {
  constexpr std::int64_t samples_per_input = 4;
  if (run.layers.empty()) return false;
  const auto& shape = run.facts.parameters[run.layers.front().parameter].shape;
  return shape.size() == 2 && samples >= samples_per_input * shape[1];
}

std::optional<Shortfall> linear_shortfall(const RunView& run, const Thresholds& thresholds) {
  const Scored linear = best_of_kind(run, true), bent = best_of_kind(run, false);
  if (linear.model == nullptr || bent.model == nullptr || bent.score <= 0 ||
      (linear.model->loss && !run.facts.targets) || !tell_of_linear(run, linear.model->samples))
    return std::nullopt;
  const bool is_behind = linear.score < thresholds.underfitting_cause * bent.score &&
                         bent.score - linear.score > thresholds.linear_margin;
  if (!is_behind) return std::nullopt;
  const auto hits = hits_of(*linear.model);
  if (hits && is_by_chance(*hits, *bent.model, thresholds.underfitting_errors)) return std::nullopt;
  return Shortfall{linear.score, bent.score, bent.model, false};
}

std::string linear_shortfall_text(const RunView& run, const Shortfall& shortfall) {
  const SimpleModel& linear = *best_of_kind(run, true).model;
  return reached_text(*shortfall.model) + ", and " + linear.name + " " +
         (linear.accuracy ? "of " + accuracy_text(*linear.accuracy) : brief(*linear.loss));
}

}  // namespace plumb
