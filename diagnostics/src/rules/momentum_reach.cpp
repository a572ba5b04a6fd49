#include "momentum_reach.hpp"

#include <string>
#include <utility>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "settings.hpp"
#include "take_back.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double usual_reach = 0.1;  // of the weights
constexpr double bearable_reach = 0.2;
constexpr double memories = 2;  // in which what a momentum adds up has shown

/// 1 / (1 − μ).
double remembered_steps(const RunFacts& facts) {
  return 1 / (1 - number_setting(facts, "momentum"));
}

std::optional<Remedy> rate_for_reach(const RunFacts& facts, double reach) {
  return remedies::rate_for_excess(facts, reach / usual_reach);
}

/// With a lower rate where the customary momentum alone would still reach too far.
std::optional<Remedy> momentum_for_reach(const RunFacts& facts, double reach, double momentum) {
  auto remedy = remedies::lower_momentum(facts);
  const double left = reach * (1 - momentum) / (1 - remedies::customary_momentum);
  const auto rate = left > bearable_reach ? rate_for_reach(facts, left) : std::nullopt;
  return remedy && rate ? remedies::with_rate(*std::move(remedy), *rate) : remedy;
}

}  // namespace

std::optional<Verdict> MomentumReach::observe(const RunView& run) {
  if (!std::exchange(has_begun_, true)) return told_ = foretold(run);
  if (!told_ || static_cast<double>(run.record.step) < memories * remembered_steps(run.facts) ||
      !has_learnt_for_good(run))
    return std::nullopt;
  return take_back(told_, run, "the network has learnt");
}

std::optional<Verdict> MomentumReach::foretold(const RunView& run) const {
  const double momentum = number_setting(run.facts, "momentum");
  const auto first = median_update_ratio(run);
  // Up to the customary one the first step says enough by itself.
  if (run.facts.optimizer != "sgd" || !(momentum > remedies::customary_momentum) || !first)
    return std::nullopt;
  // Nesterov's form begins with g + μg, and comes to the same.
  const double step = *first / (setting_of(run.facts, "nesterov") == "true" ? 1 + momentum : 1);
  const double reach = step * remembered_steps(run.facts);
  if (!(reach > t_.momentum_reach)) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"first_ratio", step}, {"momentum", momentum}, {"reach", reach}};
  verdict.message = "the first step changes half of the layers by at least " + weights_text(step) +
                    ", and a momentum of " + setting_of(run.facts, "momentum") + " adds up " +
                    brief(remembered_steps(run.facts)) + " such steps: " + weights_text(reach);
  verdict.remedies = remedies::list(
      {momentum_for_reach(run.facts, reach, momentum), rate_for_reach(run.facts, reach)});
  return verdict;
}

}  // namespace plumb
