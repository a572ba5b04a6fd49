#include "plumb/diagnostics/rule_catalog.hpp"

#include <algorithm>
#include <array>

#include "plumb/diagnostics/error.hpp"
#include "rule_pages.hpp"
#include "rules.hpp"

namespace plumb {
namespace {

struct BuiltIn {
  const char* name;
  const char* description;
  std::unique_ptr<Rule> (*make)(const Thresholds&);
  int rank;
  bool is_seen_once = false;
};

// Rules of one rank are as good a cause as each other.
constexpr auto built_ins = std::to_array<BuiltIn>({
    {.name = "vanishing-gradient",
     .description = "the loss hardly depends on the weights of some layers",
     .make = vanishing_gradient,
     .rank = 5},
    {.name = "exploding-gradient",
     .description = "the gradient grows beyond all it was, and the loss with it",
     .make = exploding_gradient,
     .rank = 6},
    {.name = "gradient-spike",
     .description = "single steps with a gradient far above the usual",
     .make = gradient_spike,
     .rank = 11},
    {.name = "non-finite",
     .description = "the loss or a gradient is inf or NaN, and where it began",
     .make = non_finite,
     .rank = 13},
    {.name = "dead-units",
     .description = "units that are 0 for every sample",
     .make = dead_units,
     .rank = 4},
    {.name = "saturated-units",
     .description = "sigmoids or tanhs at the flat ends of their range",
     .make = saturated_units,
     .rank = 7},
    {.name = "loss-plateau",
     .description = "the loss stays at that of a constant prediction",
     .make = loss_plateau,
     .rank = 15},
    {.name = "slow-convergence",
     .description = "the loss falls, but next to nothing",
     .make = slow_convergence,
     .rank = 16},
    {.name = "divergence",
     .description = "the loss is far above where it began",
     .make = divergence,
     .rank = 12},
    {.name = "oscillation",
     .description = "the loss goes up and down without falling",
     .make = oscillation,
     .rank = 14},
    {.name = "update-ratio",
     .description = "a step changes the weights by too much or too little",
     .make = update_ratio,
     .rank = 10},
    {.name = "weight-decay",
     .description = "a decay that takes the weights from which learning would start",
     .make = weight_decay,
     .rank = 8},
    {.name = "missing-zero-grad",
     .description = "each gradient is added to those of all steps before",
     .make = missing_zero_grad,
     .rank = 3,
     .is_seen_once = true},
    {.name = "poor-initialization",
     .description = "what the initial weights do to signal and loss",
     .make = poor_initialization,
     .rank = 2,
     .is_seen_once = true},
    {.name = "input-scale",
     .description = "inputs far from the size that weights are made for",
     .make = input_scale,
     .rank = 0},
    {.name = "outliers",
     .description = "a few inputs, or values to predict, that outweigh all others",
     .make = outliers,
     .rank = 0,
     .is_seen_once = true},
    {.name = "target-scale",
     .description = "values to predict far from the size that outputs begin with",
     .make = target_scale,
     .rank = 1,
     .is_seen_once = true},
    {.name = "evaluation-mode",
     .description = "what was learnt is gone when the network is evaluated",
     .make = evaluation_mode,
     .rank = 17},
    {.name = "overfitting",
     .description = "only the loss over the training data still falls",
     .make = overfitting,
     .rank = 19},
    {.name = "unlearnt-classes",
     .description = "classes that the network never gets right",
     .make = unlearnt_classes,
     .rank = 18},
    {.name = "underfitting",
     .description = "a simple model learns more from the same data",
     .make = underfitting,
     .rank = 18},
    {.name = "no-activation",
     .description = "layers with nothing between them, where no linear map will do",
     .make = no_activation,
     .rank = 2,
     .is_seen_once = true},
    {.name = "dropout",
     .description = "more units left out than the signal gets through",
     .make = dropout,
     .rank = 2,
     .is_seen_once = true},
    {.name = "clipping-always",
     .description = "nearly every step is clipped",
     .make = clipping_always,
     .rank = 9},
    {.name = "clipping-never",
     .description = "clipping is on and never acts",
     .make = clipping_never,
     .rank = 20},
});

}  // namespace

const std::vector<RuleInfo>& rule_infos() {
  static const std::vector<RuleInfo> infos = [] {
    std::vector<RuleInfo> result;
    for (const auto& rule : built_ins)
      result.push_back({rule.name, rule.description, std::string(rule_page(rule.name)), rule.rank,
                        rule.is_seen_once});
    return result;
  }();
  return infos;
}

const RuleInfo* built_in_rule(std::string_view name) {
  const auto& infos = rule_infos();
  const auto found = std::find_if(infos.begin(), infos.end(),
                                  [&](const RuleInfo& info) { return info.name == name; });
  return found == infos.end() ? nullptr : &*found;
}

const RuleInfo& find_rule(std::string_view name) {
  if (const RuleInfo* info = built_in_rule(name)) return *info;
  std::string names;
  for (const auto& info : rule_infos()) names += (names.empty() ? "" : ", ") + info.name;
  throw Error("'" + std::string(name) + "' is not a rule: there are " + names);
}

std::vector<std::unique_ptr<Rule>> make_rules(const Thresholds& thresholds) {
  std::vector<std::unique_ptr<Rule>> rules;
  for (const auto& rule : built_ins) rules.push_back(rule.make(thresholds));
  return rules;
}

}  // namespace plumb
