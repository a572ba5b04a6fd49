#include "remedies.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "plumb/diagnostics/thresholds.hpp"
#include "recurrent_remedies.hpp"
#include "settings.hpp"
#include "text.hpp"

namespace plumb::remedies {
namespace {

Remedy rate(const RunFacts& facts, const char* what, double factor) {
  Remedy remedy{what, {}, RemedyKind::online};
  if (facts.learning_rate.value_or(0) > 0)
    remedy.settings = {{"lr", brief(*facts.learning_rate * factor)}};
  return remedy;
}

/// A rate of 0, of which there is no multiple to try.
bool stands_still(const RunFacts& facts) {
  return facts.learning_rate && !(*facts.learning_rate > 0);
}

/// Of plain gradient descent as much as of one with the customary momentum, which makes steps of
/// 1 / (1 - momentum) times its own.
double usual_rate(const RunFacts& facts) {
  const bool has_no_memory = facts.optimizer == "sgd" && setting_of(facts, "momentum") == "0";
  if (has_no_memory) return 0.01 / (1 - customary_momentum);
  return facts.optimizer == "sgd" || facts.optimizer == "adagrad" ? 0.01 : 0.001;
}

/// The rate in parts of that.
double above_customary(const RunFacts& facts) {
  return facts.learning_rate.value_or(0) / usual_rate(facts);
}

/// Whether a rate can be told to be far from it.
bool has_customary_rate(const RunFacts& facts) {
  return !facts.optimizer.empty() && facts.learning_rate.value_or(0) > 0;
}

/// Ten times the customary rate or more, of an optimizer whose steps are about as long.
bool is_hot(const RunFacts& facts) {
  constexpr double hot = 10;
  return steps_by_the_rate(facts) && above_customary(facts) >= hot;
}

/// A lower one; nothing where it would be too low to teach a network anything.
std::optional<Remedy> useful_rate(const RunFacts& facts, double factor) {
  constexpr double least = 1e-5;  // times the customary one
  if (has_customary_rate(facts) && above_customary(facts) / factor < least) return std::nullopt;
  return lower_rate(facts, factor);
}

/// Of what is advised, the first that lowers the rate and does nothing else.
std::vector<Remedy>::iterator first_lower_rate(std::vector<Remedy>& advised,
                                               const RunFacts& facts) {
  return std::find_if(advised.begin(), advised.end(), [&](const Remedy& remedy) {
    const auto rate = rate_of(remedy);
    return rate && *rate < facts.learning_rate.value_or(0);
  });
}

/// A recurrence, at a rate that is none too high: the gradient grows with the sequence (Pascanu,
/// Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks").
bool grows_by_itself(const RunFacts& facts) {
  return facts.optimizer == "sgd" && has_recurrence(facts.parameters) &&
         has_customary_rate(facts) && above_customary(facts) <= 1;
}

/// AdamW's where the optimizer shrinks the weights by themselves, else that of gradient descent.
double customary_decay_of(const RunFacts& facts) {
  return decouples_decay(facts) || facts.optimizer.empty() ? 0.01 : 0.0005;
}

/// Of the total norm, or of each tensor's, which bounds it no less.
bool clips_as_hard(const Clip& clip, double threshold) {
  return (clip.kind == Clip::Kind::norm || clip.kind == Clip::Kind::tensor) &&
         clip.threshold <= threshold;
}

}  // namespace

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

std::string_view first_setting(const Remedy& remedy) {
  return remedy.settings.empty() ? std::string_view() : remedy.settings.front().first;
}

bool sets_rate(const Remedy& remedy) {
  return rate_of(remedy).has_value();
}

std::optional<double> rate_of(const Remedy& remedy) {
  if (remedy.settings.size() != 1 || first_setting(remedy) != "lr") return std::nullopt;
  return std::strtod(remedy.settings[0].second.c_str(), nullptr);
}

std::optional<Remedy> lower_rate(const RunFacts& facts, double factor) {
  if (stands_still(facts)) return std::nullopt;
  return rate(facts, "lower the learning rate", 1 / factor);
}

bool is_below_customary(const RunFacts& facts, double share) {
  return has_customary_rate(facts) && above_customary(facts) <= share;
}

std::optional<Remedy> customary_rate(const RunFacts& facts) {
  constexpr double far = 50;
  if (!has_customary_rate(facts) || above_customary(facts) < far) return std::nullopt;
  const bool adds_up = facts.optimizer == "sgd" && number_setting(facts, "momentum") > 0;
  return lower_rate(facts, above_customary(facts) / (adds_up ? 3 : 1));
}

std::optional<Remedy> rate_for_excess(const RunFacts& facts, double excess) {
  return useful_rate(facts, std::pow(10, std::ceil(std::log10(excess))));
}

std::optional<Remedy> rate_for_update(const RunFacts& facts, double ratio) {
  constexpr double usual_ratio = 0.01;
  const double decades = std::ceil(std::log10(ratio / usual_ratio));
  double factor = std::pow(10, std::isfinite(decades) ? std::max(1.0, decades) : 1);
  // At the customary rate such optimizers train most networks; below it runs become too long.
  if (is_hot(facts)) factor = std::min(factor, above_customary(facts));
  return useful_rate(facts, factor);
}

void lower_far_enough(Remedy& remedy, const RunFacts& facts, double ratio) {
  constexpr double too_much = Thresholds().update_ratio_high;
  const double rate = facts.learning_rate.value_or(0);
  const auto advised = rate_of(remedy);
  if (!(rate > 0) || !advised) return;
  const double share = *advised / rate;
  if (!(share < 1) || !(ratio * share > too_much)) return;
  if (const auto lower = rate_for_update(facts, ratio)) remedy.settings = lower->settings;
}

Remedy higher_rate(const RunFacts& facts, double factor) {
  if (stands_still(facts))
    return {"take a learning rate above 0", {{"lr", brief(usual_rate(facts))}}, RemedyKind::online};
  const double least = has_customary_rate(facts) ? 1 / above_customary(facts) : factor;
  return rate(facts, "raise the learning rate", std::max(factor, least));
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
  if (!is_hot(facts)) return remedy;
  return with_rate(std::move(remedy), *lower_rate(facts, above_customary(facts)));
}

Remedy with_rate(Remedy remedy, const Remedy& rate) {
  return together(std::move(remedy), ", and the learning rate", rate);
}

void put_momentum_first(std::vector<Remedy>& advised, const RunFacts& facts) {
  if (number_setting(facts, "momentum") < long_memory) return;
  const Remedy lower = *lower_momentum(facts);
  const bool is_first = !advised.empty() && advised.front().settings == lower.settings;
  if (is_first || first_lower_rate(advised, facts) == advised.end()) return;
  std::erase_if(advised, [&](const Remedy& remedy) { return remedy.settings == lower.settings; });
  advised.insert(first_lower_rate(advised, facts), lower);
}

void put_clip_first(std::vector<Remedy>& advised, const RunFacts& facts) {
  if (setting_of(facts, "output-activation") != "exponential" && !grows_by_itself(facts)) return;
  const auto rate = first_lower_rate(advised, facts);
  const auto clip = std::find_if(
      rate, advised.end(), [](const Remedy& remedy) { return first_setting(remedy) == "clip"; });
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

Remedy customary_decay(const RunFacts& facts) {
  return {"lower the weight decay to the customary one",
          {{"weight-decay", brief(customary_decay_of(facts))}}};
}

bool decouples_decay(const RunFacts& facts) {
  return facts.optimizer == "adamw" || facts.optimizer == "keras-adam";
}

Remedy lower_decay(const RunFacts& facts, double pull) {
  constexpr double harmless_pull = 0.01, least = 1e-5;
  const double hundredth = facts.weight_decay * harmless_pull;
  const double usual = facts.weight_decay > 1 ? customary_decay_of(facts) : hundredth;
  const bool outweighs = pull > 1 && !decouples_decay(facts);
  const double enough = outweighs ? std::max(hundredth / pull, least) : usual;
  if (facts.weight_decay > 1 && usual <= enough) return customary_decay(facts);
  return {"lower the weight decay", {{"weight-decay", brief(std::min(usual, enough))}}};
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

}  // namespace plumb::remedies
