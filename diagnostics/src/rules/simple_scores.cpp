#include "simple_scores.hpp"

#include <cmath>

#include "class_view.hpp"
#include "plumb/diagnostics/loss_score.hpp"
#include "text.hpp"

namespace plumb {

std::optional<Hits> hits_of(const EvaluationLosses& evaluation) {
  const auto [samples, right, most] = totals_of(evaluation.classes);
  if (samples == most) return std::nullopt;
  const auto all = static_cast<double>(samples);
  return Hits{static_cast<double>(right) / all, static_cast<double>(most) / all, all};
}

std::optional<Hits> hits_of(const SimpleModel& model) {
  if (!model.accuracy || !model.guess || *model.guess >= 1) return std::nullopt;
  return Hits{*model.accuracy, *model.guess, static_cast<double>(model.tested)};
}

bool is_by_chance(const Hits& hits, const SimpleModel& model, double errors) {
  const double mean = (hits.accuracy + *model.accuracy) / 2;
  const double variance =
      mean * (1 - mean) * (1 / hits.samples + 1 / static_cast<double>(model.tested));
  return *model.accuracy - hits.accuracy < errors * std::sqrt(variance);
}

std::optional<double> simple_score(const RunView& run, const SimpleModel& model) {
  const auto hits = run.evaluation != nullptr ? hits_of(*run.evaluation) : hits_of(model);
  if (hits) return model.accuracy ? std::optional(hits->score(*model.accuracy)) : std::nullopt;
  return model.loss ? loss_score(*model.loss, run.facts) : std::nullopt;
}

std::string reached_text(const SimpleModel& model) {
  const std::string fitted =
      model.name + " that was fitted to " + std::to_string(model.samples) + " samples ";
  if (model.accuracy)
    return fitted + "is right of " + accuracy_text(*model.accuracy) + " of the validation samples";
  return fitted + "has a validation loss of " + brief(*model.loss);
}

std::string beside_text(const SimpleModel& model) {
  return model.accuracy ? "of " + accuracy_text(*model.accuracy) : brief(*model.loss);
}

}  // namespace plumb
