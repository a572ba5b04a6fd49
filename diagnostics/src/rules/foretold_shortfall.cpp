#include "foretold_shortfall.hpp"

#include "heavy_tails.hpp"
#include "recurrent_remedies.hpp"
#include "simple_scores.hpp"

namespace plumb {
namespace {

enum class Kind { linear, bent, as_given };

Kind kind_of(const SimpleModel& model) {
  if (model.as_given) return Kind::as_given;
  return model.is_linear ? Kind::linear : Kind::bent;
}

/// By all samples that a model was not fitted to, of which validation data may have few.
struct Scored {
  double score = 0;
  UnseenScore unseen;
  const SimpleModel* model = nullptr;
};

Scored best_of_kind(const RunView& run, Kind kind) {
  Scored best;
  for (const auto& model : run.facts.simple_models) {
    if (kind_of(model) != kind) continue;
    const UnseenScore unseen = unseen_score(model);
    const auto score = score_of(run, unseen);
    if (score && (best.model == nullptr || *score > best.score)) best = {*score, unseen, &model};
  }
  return best;
}

/// Of values what a constant prediction leaves has to be known.
bool have_scores(const RunView& run, const Scored& lesser, const Scored& better) {
  return lesser.model != nullptr && better.model != nullptr &&
         (!lesser.unseen.loss || run.facts.targets);
}

struct Scalings {
  Scored given, scaled;
};

/// Nothing of too few samples.
Scalings scalings_of(const RunView& run) {
  constexpr std::int64_t least_tested = 50;  // a loss of fewer values is that of a few of them
  const Scored given = best_of_kind(run, Kind::as_given);
  if (given.unseen.samples < least_tested) return {};
  return {given, best_of_kind(run, Kind::bent)};
}

std::optional<Shortfall> behind(const Scored& lesser, const Scored& better,
                                const Thresholds& thresholds) {
  const bool is_behind = better.score > 0 &&
                         lesser.score < thresholds.underfitting_cause * better.score &&
                         better.score - lesser.score > thresholds.linear_margin;
  if (!is_behind) return std::nullopt;
  const auto hits = hits_of(lesser.unseen), more_hits = hits_of(better.unseen);
  if (hits && more_hits && is_by_chance(*hits, *more_hits, thresholds.underfitting_errors))
    return std::nullopt;
  return Shortfall{lesser.score, better.score, better.model, false};
}

}  // namespace

std::optional<double> linear_score(const RunView& run) {
  std::optional<double> best;
  for (const auto& model : run.facts.simple_models) {
    const auto score = model.is_linear ? simple_score(run, model) : std::nullopt;
    if (score && (!best || *score > *best)) best = score;
  }
  return best;
}

bool tell_of_linear(const RunView& run, std::int64_t samples) {
  constexpr std::int64_t samples_per_input = 4;
  if (run.layers.empty() || has_recurrence(run.facts.parameters)) return false;
  const auto& shape = run.facts.parameters[run.layers.front().parameter].shape;
  return shape.size() == 2 && samples >= samples_per_input * shape[1];
}

std::optional<Shortfall> linear_shortfall(const RunView& run, const Thresholds& thresholds) {
  const Scored linear = best_of_kind(run, Kind::linear), bent = best_of_kind(run, Kind::bent);
  if (!have_scores(run, linear, bent) || !tell_of_linear(run, linear.model->samples))
    return std::nullopt;
  return behind(linear, bent, thresholds);
}

std::string linear_shortfall_text(const RunView& run, const Shortfall& shortfall) {
  const Scored linear = best_of_kind(run, Kind::linear);
  return unseen_text(*shortfall.model) + ", and " + linear.model->name + " " +
         beside_text(linear.unseen);
}

bool may_hide_columns(const RunFacts& facts, const Thresholds& thresholds) {
  return facts.input_ratio > thresholds.input_ratio || heavy_tails(facts, thresholds).count > 0;
}

bool warn_of_hidden_columns(const RunView& run, const Thresholds& thresholds, Verdict& noticed) {
  const auto [given, scaled] = scalings_of(run);
  if (!may_hide_columns(run.facts, thresholds) || !have_scores(run, given, scaled)) return false;
  const auto found = behind(given, scaled, thresholds);
  if (!found) return false;
  noticed.severity = Severity::warning;
  noticed.evidence.emplace_back("score_as_given", found->network);
  noticed.evidence.emplace_back("score_scaled", found->simple);
  noticed.message += "; with all columns of one size " + unseen_text(*scaled.model) +
                     ", and with these " + beside_text(given.unseen);
  return true;
}

bool shows_all_columns(const RunView& run) {
  constexpr double nearly_all = 0.95;
  const auto [given, scaled] = scalings_of(run);
  return have_scores(run, given, scaled) && scaled.score > 0 &&
         given.score > nearly_all * scaled.score;
}

}  // namespace plumb
