#include "non_finite_advice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "layer_view.hpp"
#include "overflow.hpp"
#include "remedies.hpp"
#include "taps.hpp"

namespace plumb {
namespace {

/// Where to look is the same, traced or seen.
NonFiniteOrigin as_if_traced(const NonFinitePlace& seen) {
  if (seen.loss) return of_the_loss();
  return seen.outputs ? NonFiniteOrigin{NonFiniteOrigin::Pass::forward, seen.name, {}}
                      : NonFiniteOrigin();
}

/// Of a loop of one's own, whose loss and network are as it wrote them.
bool is_own_loop(const RunView& run) {
  return run.facts.settings.empty();
}

std::optional<Remedy> place_to_look_at(const RunView& run, const NonFiniteOrigin& origin) {
  constexpr const char* suspects = ": exp above 88, log of 0, division by 0";
  if (origin.pass == NonFiniteOrigin::Pass::unseen)
    return Remedy{"look for inf and NaN in the batch", {}};
  if (!is_own_loop(run)) return std::nullopt;
  if (origin.pass == NonFiniteOrigin::Pass::loss)
    return Remedy{std::string("look at the terms of the loss") + suspects, {}};
  if (origin.pass == NonFiniteOrigin::Pass::forward)
    return Remedy{"look at the operations before " + origin.layer + suspects, {}};
  return std::nullopt;
}

/// Operations that only add up products overflow; others are NaN where they have no slope, or
/// where what they give is inf.
bool is_no_product(std::string_view operation) {
  constexpr std::array<std::string_view, 6> products{"Mm",    "Addmm",       "Bmm",
                                                     "Addmv", "Convolution", "Baddbmm"};
  return !operation.empty() &&
         std::none_of(products.begin(), products.end(),
                      [&](std::string_view name) { return operation.starts_with(name); });
}

/// At a value that no growth is needed for.
bool has_a_point_without_slope(std::string_view operation) {
  constexpr std::array<std::string_view, 11> names{
      "SqrtBackward", "RsqrtBackward",           "LogBackward",
      "Log2Backward", "Log10Backward",           "PowBackward",
      "DivBackward",  "ReciprocalBackward",      "MulBackward",
      "NormBackward", "LinalgVectorNormBackward"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return operation.starts_with(name); });
}

/// By the customary names of its projections.
bool has_attention(const std::vector<ParameterInfo>& parameters) {
  constexpr std::array<std::string_view, 7> names{"attn",    "attention", "qkv", "query",
                                                  "in_proj", "q_proj",    "to_q"};
  return std::any_of(parameters.begin(), parameters.end(), [&](const ParameterInfo& parameter) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return parameter.name.find(name) != std::string::npos;
    });
  });
}

Remedy masked_row() {
  return {
      "see that no row of a softmax is -inf throughout, as that of a query whose keys are all "
      "masked",
      {}};
}

Remedy bounded_argument(const std::string& operation) {
  if (operation.starts_with("Softmax") || operation.starts_with("ScaledDotProduct"))
    return masked_row();
  if (operation.starts_with("Exp")) {
    return {"bound the argument of " + operation + "'s operation: exp overflows a float32 above 88",
            {}};
  }
  // What multiplies makes NaN of an inf that came from behind it.
  if (operation.starts_with("Mul"))
    return {"keep what is computed from " + operation +
                "'s product away from a point without slope: log and sqrt at 0, division by 0",
            {}};
  if (operation.starts_with("Pow"))
    return {"keep what is computed from " + operation +
                "'s power away from a point without slope: log and sqrt at 0, division by 0; of a "
                "power below 1 its own argument",
            {}};
  return {"keep the argument of " + operation +
              "'s operation away from the point without slope: log and sqrt at 0, division by 0",
          {}};
}

/// As in mixed precision. `plumb train`, whose settings are known, has no such scale.
bool is_overflow_under_scale(const RunView& run) {
  return is_own_loop(run) && std::isfinite(run.record.loss) &&
         (std::isinf(run.record.norm) || run.record.skipped);
}

Remedy lower_scale() {
  return {"lower the loss scale, where the loop multiplies the loss by one", {}};
}

/// No update has been made that a rate or a clip could have kept small.
std::vector<Remedy> at_the_start(const RunView& run) {
  std::vector<Remedy> all{remedies::fitting_weights(run.facts)};
  remedies::append(all, remedies::fit_inputs(run));
  all.push_back(remedies::batch_norm());
  return all;
}

}  // namespace

std::vector<Remedy> NonFiniteAdvice::of(const RunView& run,
                                        const std::optional<NonFiniteOrigin>& origin,
                                        const NonFinitePlace& seen) const {
  auto advised = by_origin(run, origin.value_or(as_if_traced(seen)));
  return origin || !is_own_loop(run) ? advised : with_search(run, seen, std::move(advised));
}

std::vector<Remedy> NonFiniteAdvice::by_origin(const RunView& run,
                                               const NonFiniteOrigin& origin) const {
  if (origin.pass == NonFiniteOrigin::Pass::input)
    return {{"repair the samples that hold it, or leave them out", {}}};
  std::vector<Remedy> all;
  // An operation at a point without slope is the cause, where nothing has made its values large.
  if (!has_a_point_without_slope(origin.operation) || has_grown_or_moved_far(run))
    all = run.record.step == 0 ? at_the_start(run) : after_updates(run);
  if (const auto place = place_to_look_at(run, origin)) {
    // A batch is sooner looked through than a rate is tried that nothing speaks against.
    const bool first = origin.pass == NonFiniteOrigin::Pass::unseen && run.record.step > 0 &&
                       !largest_update_.was_large();
    all.insert(all.begin() + (first || all.empty() ? 0 : 1), *place);
  }
  if (origin.pass == NonFiniteOrigin::Pass::loss && has_tap(run, prediction_tap))
    all.insert(all.begin(), remedies::no_output_activation());
  if (is_no_product(origin.operation))
    all.insert(all.begin(), bounded_argument(origin.operation));
  else if (is_overflow_under_scale(run))
    all.insert(all.begin() + (run.record.skipped ? 0 : 1), lower_scale());
  return all;
}

std::vector<Remedy> NonFiniteAdvice::with_search(const RunView& run, const NonFinitePlace& seen,
                                                 std::vector<Remedy> advised) const {
  std::vector<Remedy> search;
  if (seen.outputs) {
    search.push_back(*place_to_look_at(run, as_if_traced(seen)));
    if (has_attention(run.facts.parameters)) search.push_back(masked_row());
  } else if (std::isfinite(run.record.loss)) {
    search.push_back(
        {"look for an operation without a slope where it was: sqrt and norm of 0", {}});
  } else {
    search.push_back({"look for inf and NaN in the batch of step " +
                          std::to_string(run.record.step) +
                          ", targets included, and for log of 0 and division by 0 in the loss",
                      {}});
  }
  search.push_back(
      {"repeat such a step by Monitor::trace_non_finite, which tells where it came "
       "from",
       {}});
  if (is_overflow_under_scale(run))
    search.insert(search.begin() + (run.record.skipped ? 0 : 1), lower_scale());
  if (has_grown_or_moved_far(run)) {
    advised.push_back(search.back());
    return advised;
  }
  // Of a first step without the outputs' sizes, weights may be at fault all the same.
  if (run.record.step == 0 && !outputs_are_usual(run))
    search.insert(search.end(), advised.begin(), advised.end());
  return search;
}

bool NonFiniteAdvice::has_grown_or_moved_far(const RunView& run) const {
  return largest_update_.was_large() || has_grown(run, t_) || overflow_of(run).has_value();
}

std::vector<Remedy> NonFiniteAdvice::after_updates(const RunView& run) const {
  const auto by_update = remedies::rate_for_update(run.facts, largest_update_.ratio());
  return remedies::list({remedies::milder_weights(run.facts), by_update, remedies::clip(run.facts),
                         remedies::fitting_weights(run.facts)});
}

}  // namespace plumb
