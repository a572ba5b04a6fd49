#include "odd_settings.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "lossy_depth.hpp"
#include "normalized_pairs.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "settings.hpp"

namespace plumb {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ---- what leaves too little of signal or gradient ----

/// The right class is left with little more than each other one has: 0.28 and 0.08 of ten.
std::optional<Remedy> sharper_labels(const RunFacts& facts) {
  constexpr double blurred = 0.8;
  if (number_setting(facts, "label-smoothing") < blurred) return std::nullopt;
  return Remedy{"spread less of each label over the other classes", {{"label-smoothing", "0.1"}}};
}

/// Of an absolute error the gradient says the same however wrong an answer is.
std::optional<Remedy> loss_that_tells_errors_apart(const RunFacts& facts) {
  return facts.loss == "mae" ? remedies::loss_of_classes(facts) : std::nullopt;
}

/// What stands behind outputs that are to become shares of classes, and makes none of them.
std::optional<Remedy> plain_outputs(const RunFacts& facts) {
  const bool of_classes = is_one_of(facts.loss, {"cross-entropy", "bce"});
  const bool makes_shares =
      is_one_of(setting_of(facts, "output-activation"), {"softmax", "sigmoid"});
  if (!of_classes || makes_shares || has_plain_outputs(facts)) return std::nullopt;
  return remedies::no_output_activation();
}

/// Of gradients below ε a step is rate · gradient / ε, and not as long as the rate.
std::optional<Remedy> small_epsilon(const RunFacts& facts) {
  constexpr double large = 0.01;
  const double epsilon = number_setting(facts, "epsilon");
  const bool rate_makes_up = facts.learning_rate.value_or(0) >= epsilon;
  if (!remedies::steps_by_the_rate(facts) || epsilon < large || rate_makes_up) return std::nullopt;
  return Remedy{
      "lower epsilon: of gradients below it steps are shorter than the learning rate says",
      {{"epsilon", "1e-08"}}};
}

std::optional<Remedy> whole_sequence(const RunFacts& facts) {
  constexpr double few = 4;  // steps
  const double steps = number_setting(facts, "truncate");
  if (!has_recurrence(facts.parameters) || !(steps > 0) || steps > few) return std::nullopt;
  return Remedy{"let the gradient go back over the whole sequence", {{"truncate", "0"}}};
}

/// Below 0 more than half of the state is lost in each step.
std::optional<Remedy> open_gate(const RunFacts& facts) {
  if (!has_recurrence(facts.parameters) || !(number_setting(facts, "forget-bias") < 0))
    return std::nullopt;
  return Remedy{"begin with the gate open that keeps the state", {{"forget-bias", "1"}}};
}

std::optional<Remedy> more_units(const RunFacts& facts) {
  constexpr double few = 2;
  const double width = number_setting(facts, "width");
  if (!(width > 0) || width > few) return std::nullopt;
  return Remedy{"give the layers more units: all there is to know has to go through " +
                    std::string(width > 1 ? "two numbers" : "one number"),
                {{"width", "32"}}};
}

/// Of gradients as they usually are, between 0.01 and 100, next to nothing is left.
std::optional<Remedy> usual_clip(const RunFacts& facts) {
  constexpr double least_norm = 1e-3, least_entry = 1e-5;
  const bool by_entry = facts.clip.kind == Clip::Kind::value;
  const bool by_norm = facts.clip.kind == Clip::Kind::norm || facts.clip.kind == Clip::Kind::tensor;
  if (!(by_entry && facts.clip.threshold < least_entry) &&
      !(by_norm && facts.clip.threshold < least_norm))
    return std::nullopt;
  return Remedy{
      "clip at a threshold that few gradients reach", {{"clip", "norm:1"}}, RemedyKind::online};
}

std::optional<Remedy> fewer_left_out(const RunFacts& facts) {
  constexpr double most = 0.7;
  return number_setting(facts, "dropout") < most ? std::nullopt
                                                 : std::optional(remedies::less_dropout(facts));
}

// ---- what becomes of a gradient that is as it should be ----

/// Advised, and no cause by itself: with a rate that suits them networks learn as much.
std::optional<Remedy> more_samples_a_step(const RunFacts& facts) {
  return has_few_samples(facts) ? std::optional(remedies::larger_batch(facts)) : std::nullopt;
}

/// Steps that add up so many times their own length answer to gradients of long ago.
std::optional<Remedy> shorter_memory(const RunFacts& facts) {
  return number_setting(facts, "momentum") < remedies::long_memory
             ? std::nullopt
             : remedies::lower_momentum(facts);
}

/// Adagrad's steps become shorter all along: a rate below its customary one begins too short.
std::optional<Remedy> whole_adagrad(const RunFacts& facts) {
  constexpr double half = 0.5;
  if (facts.optimizer != "adagrad" || !remedies::is_below_customary(facts, half))
    return std::nullopt;
  return remedies::higher_rate(facts, 10);
}

/// One at which the right gradient of the right network would do nothing either.
std::optional<Remedy> rate_before_all(const RunFacts& facts) {
  // Of the customary one, which says less of a gradient that is taken as it is.
  const double next_to_nothing = remedies::steps_by_the_rate(facts) ? 0.01 : 0.005;
  if (!remedies::is_below_customary(facts, next_to_nothing)) return std::nullopt;
  return remedies::higher_rate(facts);
}

/// Of two samples a normalization leaves which one is larger.
std::optional<Remedy> more_than_pairs(const RunFacts& facts) {
  return normalizes_pairs(facts) ? std::optional(remedies::larger_batch(facts)) : std::nullopt;
}

/// At a rate that others learn at, so many layers that move by next to nothing get too little, and
/// at a hundred times that rate too much.
std::optional<Remedy> normalized_depth(const RunFacts& facts) {
  constexpr double deep = 20, low = 0.1;
  if (!has_nothing_to_help(facts) || number_setting(facts, "depth") < deep ||
      remedies::is_below_customary(facts, low))
    return std::nullopt;
  return remedies::batch_norm();
}

std::vector<Remedy> odd_beside_the_rate(const RunFacts& facts) {
  return remedies::list({sharper_labels(facts), loss_that_tells_errors_apart(facts),
                         plain_outputs(facts), small_epsilon(facts), whole_sequence(facts),
                         open_gate(facts), more_units(facts), usual_clip(facts),
                         fewer_left_out(facts), more_than_pairs(facts)});
}

std::vector<Remedy> odd_gradients(const RunFacts& facts) {
  std::vector<Remedy> odd = odd_beside_the_rate(facts);
  remedies::append(odd, remedies::list({rate_before_all(facts), remedies::customary_rate(facts)}));
  return odd;
}

// ---- what makes too much of it ----

std::optional<Remedy> bounded_activation(const RunFacts& facts) {
  if (facts.activation != "exponential") return std::nullopt;
  return remedies::activation(facts);
}

/// Branches that each add as much as they get, over so many blocks.
std::optional<Remedy> deep_shortcuts(const RunFacts& facts) {
  constexpr double deep = 20;
  const bool adds = is_one_of(setting_of(facts, "residual"), {"plain", "preact"});
  if (!adds || setting_of(facts, "norm") != "none" || number_setting(facts, "depth") < deep)
    return std::nullopt;
  return remedies::gated_residual();
}

/// Whether one of what is advised begins with one of these settings.
bool sets(const std::vector<Remedy>& advised, std::initializer_list<std::string_view> settings) {
  return std::any_of(advised.begin(), advised.end(), [&](const Remedy& remedy) {
    return is_one_of(remedies::first_setting(remedy), settings);
  });
}

std::vector<Remedy> odd_growth(const std::vector<Remedy>& advised, const RunFacts& facts) {
  // Where an operation or the data gave what is no number, nothing has grown.
  const bool by_steps = sets(advised, {"lr", "clip"});
  if (!by_steps && !sets(advised, {"init", "norm"})) return {};
  return remedies::list({bounded_activation(facts), plain_outputs(facts), sharper_labels(facts),
                         deep_shortcuts(facts),
                         by_steps ? more_samples_a_step(facts) : std::nullopt,
                         by_steps ? remedies::customary_rate(facts) : std::nullopt});
}

/// Data may be hard for a network that could learn from them, were it not for that. A rate far off
/// may be what large values or small ones asked for.
std::vector<Remedy> odd_beside_data(const RunFacts& facts) {
  std::vector<Remedy> odd = odd_beside_the_rate(facts);
  remedies::append(odd, remedies::list({bounded_activation(facts), deep_shortcuts(facts)}));
  return odd;
}

/// Of steps as long as the rate a threshold makes none shorter.
std::optional<Remedy> rate_before_threshold(const RunFacts& facts) {
  constexpr double low = 0.05;  // of the customary one
  if (remedies::steps_by_the_rate(facts) && remedies::is_below_customary(facts, low))
    return remedies::higher_rate(facts);
  return rate_before_all(facts);
}

/// A decay that networks bear is too much at such a rate alone.
std::optional<Remedy> rate_before_decay(const RunFacts& facts) {
  const double bearable = remedies::decouples_decay(facts) ? 1 : 0.1;
  return facts.weight_decay <= bearable ? remedies::customary_rate(facts) : std::nullopt;
}

bool raises_the_rate(const std::vector<Remedy>& advised, const RunFacts& facts) {
  const auto rate = advised.empty() ? std::nullopt : remedies::rate_of(advised.front());
  return rate && *rate > facts.learning_rate.value_or(0);
}

/// Whether the first advice is of what a signal goes through, and not of biases or the data.
bool changes_network_first(const std::vector<Remedy>& advised) {
  return !advised.empty() && is_one_of(remedies::first_setting(advised.front()),
                                       {"init", "activation", "norm", "residual"});
}

std::vector<Remedy> odd_settings_for(std::string_view rule, const std::vector<Remedy>& advised,
                                     const RunFacts& facts) {
  if (is_one_of(rule, {"loss-plateau", "slow-convergence", "underfitting"})) {
    std::vector<Remedy> odd = odd_settings(facts);
    remedies::append(odd, remedies::list({more_samples_a_step(facts)}));
    return odd;
  }
  if (is_one_of(rule, {"exploding-gradient", "divergence", "non-finite"}))
    return odd_growth(advised, facts);
  if (rule == "vanishing-gradient") return odd_gradients(facts);
  if (rule == "dead-units") return remedies::list({more_units(facts), more_samples_a_step(facts)});
  if (rule == "weight-decay") return remedies::list({rate_before_decay(facts)});
  if (rule == "clipping-always")
    return remedies::list({small_epsilon(facts), rate_before_threshold(facts)});
  if (is_data_rule(rule)) return odd_beside_data(facts);
  if (rule == "poor-initialization" && changes_network_first(advised))
    return remedies::list({remedies::biases_near_0(facts), bounded_activation(facts),
                           deep_shortcuts(facts), more_units(facts)});
  if (rule == "evaluation-mode") return remedies::list({remedies::biases_near_0(facts)});
  if (rule == "update-ratio")
    return raises_the_rate(advised, facts)
               ? remedies::list({small_epsilon(facts), usual_clip(facts), normalized_depth(facts)})
               : remedies::list({more_samples_a_step(facts)});
  return {};
}

}  // namespace

std::vector<Remedy> odd_settings(const RunFacts& facts) {
  std::vector<Remedy> odd = odd_gradients(facts);
  remedies::append(odd, remedies::list({shorter_memory(facts), whole_adagrad(facts)}));
  return odd;
}

void put_odd_settings_first(std::vector<Remedy>& advised, const RunFacts& facts,
                            std::string_view rule) {
  std::vector<Remedy> first = odd_settings_for(rule, advised, facts);
  remedies::append(first, std::move(advised));
  advised = std::move(first);
}

}  // namespace plumb
