#include "simple_scores.hpp"

#include <cmath>

#include "class_view.hpp"
#include "plumb/diagnostics/loss_score.hpp"
#include "text.hpp"

namespace plumb {
namespace {

UnseenScore validation_score(const SimpleModel& model) {
  return {model.tested, model.accuracy, model.loss, model.guess};
}

}  // namespace

std::optional<Hits> hits_of(const EvaluationLosses& evaluation) {
  const auto [samples, right, most] = totals_of(evaluation.classes);
  if (samples == most) return std::nullopt;
  const auto all = static_cast<double>(samples);
  return Hits{static_cast<double>(right) / all, static_cast<double>(most) / all, all};
}

std::optional<Hits> hits_of(const UnseenScore& score) {
  if (!score.accuracy || !score.guess || *score.guess >= 1) return std::nullopt;
  return Hits{*score.accuracy, *score.guess, static_cast<double>(score.samples)};
}

UnseenScore unseen_score(const SimpleModel& model) {
  return model.unseen.value_or(validation_score(model));
}

bool is_by_chance(const Hits& less, const Hits& more, double errors) {
  const double mean = (less.accuracy + more.accuracy) / 2;
  const double variance = mean * (1 - mean) * (1 / less.samples + 1 / more.samples);
  return more.accuracy - less.accuracy < errors * std::sqrt(variance);
}

std::optional<double> score_of(const RunView& run, const UnseenScore& score) {
  if (const auto hits = hits_of(score)) return hits->score(hits->accuracy);
  return score.loss ? loss_score(*score.loss, run.facts) : std::nullopt;
}

std::optional<double> simple_score(const RunView& run, const SimpleModel& model) {
  if (run.evaluation == nullptr) return score_of(run, validation_score(model));
  if (const auto hits = hits_of(*run.evaluation))
    return model.accuracy ? std::optional(hits->score(*model.accuracy)) : std::nullopt;
  return model.loss ? loss_score(*model.loss, run.facts) : std::nullopt;
}

std::string reached_text(const SimpleModel& model) {
  const std::string fitted =
      model.name + " that was fitted to " + std::to_string(model.samples) + " samples ";
  if (model.accuracy)
    return fitted + "is right of " + accuracy_text(*model.accuracy) + " of the validation samples";
  return fitted + "has a validation loss of " + brief(*model.loss);
}

std::string unseen_text(const SimpleModel& model) {
  const UnseenScore unseen = unseen_score(model);
  const std::string samples = std::to_string(unseen.samples) + " samples that it was not fitted to";
  return unseen.accuracy
             ? model.name + " is right of " + accuracy_text(*unseen.accuracy) + " of " + samples
             : model.name + " has a loss of " + brief(*unseen.loss) + " on " + samples;
}

std::string beside_text(const UnseenScore& score) {
  return score.accuracy ? "of " + accuracy_text(*score.accuracy) : brief(*score.loss);
}

}  // namespace plumb
