#include "remedies.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "activation_traits.hpp"
#include "heavy_tails.hpp"
#include "layer_view.hpp"
#include "lossy_depth.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "recurrent_remedies.hpp"
#include "settings.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb::remedies {
namespace {

using Settings = decltype(Remedy::settings);

/// An activation, and the weights that go with it.
Settings with_its_weights(const char* activation) {
  return {{"activation", activation}, {"init", std::string(traits_of(activation).initializer)}};
}

Remedy rate(const RunFacts& facts, const char* what, double factor) {
  Remedy remedy{what, {}, RemedyKind::online};
  if (facts.learning_rate.value_or(0) > 0)
    remedy.settings = {{"lr", brief(*facts.learning_rate * factor)}};
  return remedy;
}

/// Probability that some hidden ReLU layer is dead at the start: each of its units is with
/// probability 1/2 where weights are symmetric and biases zero (Lu, Shin, Su and Karniadakis 2020,
/// "Dying ReLU and initialization", theorem 3.3).
double born_dead(const RunFacts& facts) {
  double alive = 1;
  const auto layers = layers_of(facts.parameters);
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    const auto& shape = facts.parameters[layers[i].parameter].shape;
    if (!shape.empty()) alive *= 1 - std::exp2(-static_cast<double>(shape[0]));
  }
  return 1 - alive;
}

/// Whether all units of a ReLU layer may be dead from the start.
bool is_narrow(const RunFacts& facts) {
  constexpr double risk_of_dead_layers = 0.01;
  return born_dead(facts) > risk_of_dead_layers;
}

/// ReLU, or tanh where the network is too narrow for it.
Settings bearable_activation(const RunFacts& facts) {
  return with_its_weights(is_narrow(facts) ? "tanh" : "relu");
}

/// Of an activation with a flaw, or of one that is not known ("").
std::string reason_to_change(const std::string& activation, bool narrow) {
  constexpr const char* may_die = " (a layer this narrow may lose all its ReLUs)";
  if (!traits_of(activation).keeps_sizes)
    return "take an activation with which signal and gradient both keep their size";
  std::string text = narrow ? "take an activation with a slope of 1 at 0"
                            : "take an activation that does not saturate";
  if (activation.empty())
    text += narrow ? ", if it has none" : ", if it is one that does, as sigmoid and tanh";
  if (narrow && (activation.empty() || activation == "relu")) text += may_die;
  return text;
}

/// A rate of 0, of which there is no multiple to try.
bool stands_still(const RunFacts& facts) {
  return facts.learning_rate && !(*facts.learning_rate > 0);
}

double usual_rate(const RunFacts& facts) {
  return facts.optimizer == "sgd" || facts.optimizer == "adagrad" ? 0.01 : 0.001;
}

/// Ten times the customary rate or more, of an optimizer whose steps are about as long.
bool is_hot(const RunFacts& facts) {
  constexpr double hot = 10;
  return steps_by_the_rate(facts) && facts.learning_rate.value_or(0) >= hot * usual_rate(facts);
}

/// Of what is advised, the first that lowers the rate and does nothing else.
std::vector<Remedy>::iterator first_lower_rate(std::vector<Remedy>& advised,
                                               const RunFacts& facts) {
  return std::find_if(advised.begin(), advised.end(), [&](const Remedy& remedy) {
    return sets_rate(remedy) && std::strtod(remedy.settings[0].second.c_str(), nullptr) <
                                    facts.learning_rate.value_or(0);
  });
}

/// The scale of a normalization has one value a channel, and a shift as long. A name alone tells
/// where shapes are not known.
bool is_normalization(const ParameterInfo& scale, const std::vector<ParameterInfo>& all) {
  constexpr std::string_view suffix = ".weight";
  if (!scale.name.ends_with(suffix)) return false;
  if (scale.shape.empty()) return names_normalization(scale.name);
  if (scale.shape.size() != 1) return false;
  const std::string module = scale.name.substr(0, scale.name.size() - suffix.size());
  return std::any_of(all.begin(), all.end(), [&](const ParameterInfo& other) {
    return other.name == module + ".bias" && other.shape == scale.shape;
  });
}

/// Of the total norm, or of each tensor's, which bounds it no less.
bool clips_as_hard(const Clip& clip, double threshold) {
  return (clip.kind == Clip::Kind::norm || clip.kind == Clip::Kind::tensor) &&
         clip.threshold <= threshold;
}

/// Whether the run has all of its settings already.
bool is_followed(const Remedy& remedy, const RunFacts& facts) {
  return !remedy.settings.empty() &&
         std::all_of(remedy.settings.begin(), remedy.settings.end(), [&](const auto& setting) {
           const auto found = facts.settings.find(setting.first);
           return found != facts.settings.end() && found->second == setting.second;
         });
}

/// By the initializer `constant:X`. Beyond 2 a sigmoid or tanh has next to no slope left, and what
/// inputs of size 1 and usual weights add, of size 1, rarely turns the sign.
std::optional<Remedy> biases_near_0(const RunFacts& facts) {
  constexpr std::string_view constant = "constant:";
  constexpr double far_from_0 = 2;
  const std::string biases = setting_of(facts, "bias-init");
  if (!biases.starts_with(constant) ||
      std::abs(std::strtod(biases.c_str() + constant.size(), nullptr)) < far_from_0)
    return std::nullopt;
  return Remedy{"start from biases of 0", {{"bias-init", "zeros"}}};
}

/// Images in [0, 1] have a root mean square near 0.3.
bool is_about_one(double size) {
  constexpr double right_within = 5;  // a factor
  return std::abs(std::log(size)) < std::log(right_within);
}

}  // namespace

bool is_normalized(const RunFacts& facts) {
  const std::string norm = setting_of(facts, "norm");
  if (!norm.empty()) return norm != "none";
  return std::any_of(facts.parameters.begin(), facts.parameters.end(),
                     [&](const ParameterInfo& parameter) {
                       return is_normalization(parameter, facts.parameters);
                     });
}

Remedy activation(const RunFacts& facts) {
  if (auto missing = missing_activation(facts)) return *std::move(missing);
  const ActivationTraits& traits = traits_of(facts.activation);
  const bool narrow = is_narrow(facts);
  const bool known = !facts.activation.empty();
  const bool flawed = (narrow ? !traits.is_steep_at_0 : traits.saturates) || !traits.keeps_sizes;
  if (known && !flawed) return fitting_weights(facts);
  return {reason_to_change(facts.activation, narrow), bearable_activation(facts)};
}

std::optional<Remedy> missing_activation(const RunFacts& facts) {
  const auto layers = layers_of(facts.parameters);
  if (facts.activation != "identity" || layers.size() < 2 || has_recurrence(facts.parameters))
    return std::nullopt;
  const bool is_linear = std::all_of(layers.begin(), layers.end(), [&](const Layer& layer) {
    return facts.parameters[layer.parameter].shape.size() == 2;
  });
  return Remedy{std::string("put an activation between the layers") +
                    (is_linear ? ", which without one are together one linear map" : ""),
                bearable_activation(facts)};
}

Remedy living_activation(const RunFacts& facts) {
  return is_narrow(facts) ? activation(facts) : leaky_activation();
}

Remedy leaky_activation() {
  return {"take an activation with a slope everywhere", with_its_weights("leaky-relu")};
}

Remedy elu() {
  return {"take an activation with a slope everywhere and a mean near 0", with_its_weights("elu")};
}

Remedy selu() {
  return {"take an activation that keeps the signal's size by itself", with_its_weights("selu")};
}

Remedy no_output_activation() {
  return {"leave the outputs as they are", {{"output-activation", "none"}}};
}

std::vector<Remedy> restore_signal(const RunFacts& facts, Remedy advised_activation) {
  const ActivationTraits& traits = traits_of(facts.activation);
  const bool is_sound = !facts.activation.empty() && !traits.saturates && traits.keeps_sizes;
  const bool depth_is_to_blame = is_sound && lossy_depth(facts);
  return list({biases_near_0(facts), depth_is_to_blame ? std::optional(batch_norm()) : std::nullopt,
               std::move(advised_activation), batch_norm(), residual()});  // advised once
}

Remedy fitting_weights(const RunFacts& facts) {
  const ActivationTraits& traits = traits_of(facts.activation);
  return {traits.keeps_sizes ? "start from weights that keep the signal's size"
                             : "start from weights of the usual size",
          {{"init", std::string(traits.initializer)}}};
}

Remedy living_weights(const RunFacts& facts) {
  return {"start from biases near 0, and weights that keep the signal's size",
          fitting_weights(facts).settings};
}

Remedy smaller_weights() {
  return {"start from smaller weights", {{"init", "glorot-uniform"}}};
}

Remedy usual_recurrent_weights() {
  return {"start from weights of the usual size",
          {{"recurrent-init", "orthogonal"}, {"init", "glorot-uniform"}}};
}

Remedy random_weights(const RunFacts& facts) {
  return {"draw the weights at random", fitting_weights(facts).settings};
}

Remedy orthogonal_weights() {
  return {"start from orthogonal weights", {{"init", "orthogonal"}}};
}

Remedy unit_variance() {
  return {"scale each layer's weights to outputs of variance 1",
          {{"init", "lsuv"}},
          RemedyKind::online};
}

double power_behind_dropout(const RunFacts& facts) {
  const double left_out = number_setting(facts, "dropout");
  const std::size_t layers = layers_of(facts.parameters).size();
  return left_out > 0 && layers > 1 ? std::pow(1 - left_out, static_cast<double>(layers - 1)) : 1;
}

std::optional<Remedy> lower_dropout(const RunFacts& facts, double least_power) {
  if (power_behind_dropout(facts) > least_power) return std::nullopt;
  return Remedy{"leave out fewer units: little of the signal gets through all masks",
                {{"dropout", "0.1"}}};
}

Remedy batch_norm() {
  return {"normalize between the layers", {{"norm", "batch"}}};
}

Remedy layer_norm() {
  return {"normalize each sample between the layers", {{"norm", "layer"}}};
}

Remedy residual() {
  return {"add residual connections", {{"residual", "plain"}}};
}

Remedy gated_residual() {
  return {"add residual connections whose branches start shut", {{"residual", "rezero"}}};
}

std::optional<Remedy> bypass_normalization(const RunFacts& facts) {
  const std::string norm = setting_of(facts, "norm");
  if (norm.empty() || norm == "none" || setting_of(facts, "residual") != "none")
    return std::nullopt;
  return Remedy{
      "add residual connections: without them normalization makes the gradient grow "
      "from layer to layer",
      {{"residual", "preact"}}};
}

std::optional<Remedy> clip(const RunFacts& facts, double threshold) {
  const std::string clip = "norm:" + brief(threshold);
  if (clips_as_hard(facts.clip, Clip::parse(clip).threshold)) return std::nullopt;
  return Remedy{"clip the gradient by its norm", {{"clip", clip}}, RemedyKind::online};
}

Remedy skip_spikes() {
  return {"leave out the updates of steps far above the usual",
          {{"on-spike", "skip"}},
          RemedyKind::online};
}

Remedy roll_back() {
  return {"go back to before a spike, and on at half the learning rate",
          {{"on-spike", "rollback"}},
          RemedyKind::online};
}

bool steps_by_the_rate(const RunFacts& facts) {
  return facts.optimizer == "adam" || facts.optimizer == "adamw" ||
         facts.optimizer == "keras-adam" || facts.optimizer == "rmsprop" ||
         facts.optimizer == "adagrad";
}

bool sets_rate(const Remedy& remedy) {
  return remedy.settings.size() == 1 && remedy.settings[0].first == "lr";
}

std::optional<Remedy> lower_rate(const RunFacts& facts, double factor) {
  if (stands_still(facts)) return std::nullopt;
  return rate(facts, "lower the learning rate", 1 / factor);
}

std::optional<Remedy> rate_for_update(const RunFacts& facts, double ratio) {
  constexpr double usual_ratio = 0.01;
  const double decades = std::ceil(std::log10(ratio / usual_ratio));
  double factor = std::pow(10, std::isfinite(decades) ? std::max(1.0, decades) : 1);
  // At the customary rate such optimizers train most networks; below it runs become too long.
  const double customary = facts.learning_rate.value_or(0) / usual_rate(facts);
  if (is_hot(facts)) factor = std::min(factor, customary);
  return lower_rate(facts, factor);
}

void lower_far_enough(Remedy& remedy, const RunFacts& facts, double ratio) {
  constexpr double too_much = Thresholds().update_ratio_high;
  const double rate = facts.learning_rate.value_or(0);
  if (!(rate > 0) || !sets_rate(remedy)) return;
  const double share = std::strtod(remedy.settings[0].second.c_str(), nullptr) / rate;
  if (share < 1 && ratio * share > too_much)
    remedy.settings = rate_for_update(facts, ratio)->settings;
}

Remedy higher_rate(const RunFacts& facts, double factor) {
  if (stands_still(facts))
    return {"take a learning rate above 0", {{"lr", brief(usual_rate(facts))}}, RemedyKind::online};
  return rate(facts, "raise the learning rate", factor);
}

Remedy rate_for_path(const RunFacts& facts, double path) {
  constexpr double most = 10;   // times the customary rate
  constexpr double least = 10;  // times this run's
  const double enough = std::pow(10, std::ceil(-std::log10(path)));
  const double room = most * usual_rate(facts) / facts.learning_rate.value_or(usual_rate(facts));
  return higher_rate(facts, std::clamp(enough, least, std::max(room, least)));
}

std::optional<Remedy> lower_momentum(const RunFacts& facts) {
  if (!(number_setting(facts, "momentum") > customary_momentum)) return std::nullopt;
  Remedy remedy{"lower the momentum, which adds up the steps of so long a time",
                {{"momentum", brief(customary_momentum)}},
                RemedyKind::online};
  if (is_hot(facts)) {
    remedy.text += ", and the learning rate";
    remedy.settings.emplace_back("lr", brief(usual_rate(facts)));
  }
  return remedy;
}

void put_momentum_first(std::vector<Remedy>& advised, const RunFacts& facts) {
  constexpr double long_memory = 0.98;  // of fifty steps and more
  if (number_setting(facts, "momentum") < long_memory) return;
  const Remedy lower = *lower_momentum(facts);
  if (first_lower_rate(advised, facts) == advised.end()) return;
  std::erase_if(advised, [&](const Remedy& remedy) { return remedy.settings == lower.settings; });
  advised.insert(first_lower_rate(advised, facts), lower);
}

void put_clip_first(std::vector<Remedy>& advised, const RunFacts& facts) {
  if (setting_of(facts, "output-activation") != "exponential") return;
  const auto rate = first_lower_rate(advised, facts);
  const auto clip = std::find_if(rate, advised.end(), [](const Remedy& remedy) {
    return !remedy.settings.empty() && remedy.settings[0].first == "clip";
  });
  if (clip != advised.end()) std::rotate(rate, clip, clip + 1);
}

Remedy adam() {
  return {"take an optimizer that adapts to the gradient's size",
          {{"optimizer", "adam"}, {"lr", "0.001"}}};
}

std::optional<Remedy> adaptive_optimizer(const RunFacts& facts) {
  for (const char* adaptive : {"adam", "adamw", "keras-adam", "rmsprop"}) {
    if (facts.optimizer == adaptive) return std::nullopt;
  }
  return adam();
}

Remedy lasting_rate() {
  return {"let the learning rate decay by epochs rather than by steps, more slowly, or not at all",
          {{"schedule", "constant"}}};
}

Remedy lower_decay(const RunFacts& facts) {
  return {"lower the weight decay", {{"weight-decay", brief(facts.weight_decay / 100)}}};
}

Remedy more_steps() {
  return {"train it for longer", {}};
}

Remedy train_on() {
  return {"train it for longer: running statistics follow the batches slowly", {}};
}

Remedy go_on() {
  return {"train it for longer: the loss still falls", {}};
}

Remedy heed_rare_classes() {
  return {"weigh rare classes more in the loss, or show their samples more often", {}};
}

Remedy shorter_warm_up(std::int64_t steps_of_the_run) {
  return {"warm up for a shorter time", {{"warmup", std::to_string(steps_of_the_run / 20)}}};
}

Remedy larger_batch(const RunFacts& facts) {
  constexpr long least = 128;
  const auto batch = static_cast<long>(number_setting(facts, "batch-size"));
  return {"average over larger batches",
          {{"batch-size", std::to_string(std::max(least, 4 * batch))}}};
}

Remedy less_dropout() {
  return {"leave out fewer units", {{"dropout", "0.1"}}};
}

Remedy fresh_statistics() {
  return {
      "average the running statistics over the training data anew before the network is "
      "evaluated",
      {},
      RemedyKind::online};
}

std::optional<Remedy> faster_statistics(const RunFacts& facts) {
  constexpr double faster = 0.9;
  const std::string momentum = setting_of(facts, "norm-momentum");
  if (!momentum.empty() && number_setting(facts, "norm-momentum") <= faster) return std::nullopt;
  return Remedy{"let the running statistics follow the batches faster", {{"norm-momentum", "0.9"}}};
}

Remedy stop_after(std::int64_t steps) {
  return {"stop there", {{"steps", std::to_string(steps)}}};
}

std::optional<Remedy> dropout(const RunFacts& facts) {
  if (number_setting(facts, "dropout") > 0) return std::nullopt;
  return Remedy{"leave out some of the units in each step", {{"dropout", "0.2"}}};
}

Remedy more_samples() {
  return {"train on more samples", {}};
}

Remedy standardize(const RunFacts& facts) {
  Remedy remedy{"bring each input to mean 0 and deviation 1", {{"standardize", "on"}}};
  if (heavy_tails(facts, {}).count > 0 || setting_of(facts, "standardize") == "robust")
    remedy = {"scale each input by its median and quartiles, and bound it",
              {{"standardize", "robust"}}};
  // What multiplies inputs does so after all other scaling.
  if (facts.input_scale != 1) {
    remedy.text += ", and multiply it by nothing";
    remedy.settings.emplace_back("input-scale", "1");
  }
  return remedy;
}

Remedy standardize_targets() {
  return {"bring the values to predict to mean 0 and deviation 1", {{"standardize-targets", "on"}}};
}

Remedy standardize_all(const RunFacts& facts) {
  Remedy all = standardize(facts);
  all.text += ", and the values to predict to mean 0 and deviation 1";
  for (auto& setting : standardize_targets().settings) all.settings.push_back(std::move(setting));
  return all;
}

std::vector<Remedy> fit_inputs(const RunView& run) {
  const ActivationProbe* probe = probe_of(run, input_tap);
  if (probe == nullptr) return {};
  const double size = std::hypot(probe->mean, probe->deviation);
  if (!(size > 0) || is_about_one(size)) return {};
  if (heavy_tails(run.facts, {}).count > 0) return {standardize(run.facts)};
  const double as_read = size / std::abs(run.facts.input_scale);
  if (run.facts.input_scale != 1 && is_about_one(as_read))
    return {{"multiply the inputs by nothing: as they are they have a root mean square of " +
                 brief(as_read),
             {{"input-scale", "1"}}},
            standardize(run.facts)};
  return {standardize(run.facts),
          {"scale the inputs to about 1", {{"input-scale", brief(run.facts.input_scale / size)}}}};
}

std::optional<Remedy> only_remedy(const RunView& run, double spread) {
  if (has_layer_of_zeros(run)) return random_weights(run.facts);
  if (outputs_are_flattened(run, spread)) return no_output_activation();
  return std::nullopt;
}

std::vector<Remedy> tell_inputs_apart(const RunFacts& facts, double spread) {
  if (spread > 0) return {standardize(facts), batch_norm()};
  return {{"look at the data: every sample has the same inputs", {}}};
}

std::vector<Remedy> list(std::initializer_list<std::optional<Remedy>> advised) {
  std::vector<Remedy> all;
  for (const auto& remedy : advised) {
    if (remedy) all.push_back(*remedy);
  }
  return all;
}

void append(std::vector<Remedy>& advised, std::vector<Remedy> more) {
  std::move(more.begin(), more.end(), std::back_inserter(advised));
}

bool contains(const std::vector<Remedy>& advised, const Remedy& remedy) {
  return std::any_of(advised.begin(), advised.end(), [&](const Remedy& other) {
    return other.settings == remedy.settings &&
           (!remedy.settings.empty() || other.text == remedy.text);
  });
}

std::vector<Remedy> not_yet_taken(std::vector<Remedy> advised, const RunFacts& facts) {
  std::vector<Remedy> left;
  // Settings tell more than parameters: which normalization it is.
  const bool shows_normalization = setting_of(facts, "norm").empty() && is_normalized(facts);
  for (auto& remedy : advised) {
    const bool taken = is_followed(remedy, facts) ||
                       (remedy.settings == batch_norm().settings && shows_normalization);
    if (!taken && !contains(left, remedy)) left.push_back(std::move(remedy));
  }
  return left;
}

}  // namespace plumb::remedies
