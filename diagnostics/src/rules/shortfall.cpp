#include "shortfall.hpp"

#include "plumb/diagnostics/loss_score.hpp"
#include "simple_scores.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double by_heart = 0.5;  // of the validation loss

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

bool is_better(const RunView& run, const SimpleModel& model, const Thresholds& thresholds) {
  const auto hits = hits_of(*run.evaluation);
  if (!hits) return true;
  const Hits of_model{*model.accuracy, hits->guess, static_cast<double>(model.tested)};
  return !is_by_chance(*hits, of_model, thresholds.underfitting_errors);
}

/// The best score of the models that are taken, of a network whose own is known. What the columns
/// as they are hide is no measure of what there is to learn.
template <class Takes>
std::optional<Shortfall> best_of(const RunView& run, const Takes& takes) {
  const auto network = network_score(run);
  if (!network) return std::nullopt;
  Shortfall best{*network, 0, nullptr, false};
  for (const auto& model : run.facts.simple_models) {
    const auto score = model.as_given ? std::nullopt : simple_score(run, model);
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

}  // namespace plumb
