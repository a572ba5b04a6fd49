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
};

constexpr std::array<BuiltIn, 18> built_ins{{
    {"vanishing-gradient", "the loss hardly depends on the weights of some layers",
     vanishing_gradient},
    {"exploding-gradient", "the gradient grows beyond all it was, and the loss with it",
     exploding_gradient},
    {"gradient-spike", "single steps with a gradient far above the usual", gradient_spike},
    {"non-finite", "the loss or a gradient is inf or NaN, and where it began", non_finite},
    {"dead-units", "units that are 0 for every sample", dead_units},
    {"saturated-units", "sigmoids or tanhs at the flat ends of their range", saturated_units},
    {"loss-plateau", "the loss stays at that of a constant prediction", loss_plateau},
    {"slow-convergence", "the loss falls, but next to nothing", slow_convergence},
    {"divergence", "the loss is far above where it began", divergence},
    {"oscillation", "the loss goes up and down without falling", oscillation},
    {"update-ratio", "a step changes the weights by too much or too little", update_ratio},
    {"weight-decay", "a decay that takes the weights from which learning would start",
     weight_decay},
    {"missing-zero-grad", "each gradient is added to those of all steps before", missing_zero_grad},
    {"poor-initialization", "what the initial weights do to signal and loss", poor_initialization},
    {"input-scale", "inputs far from the size that weights are made for", input_scale},
    {"target-scale", "values to predict far from the size that outputs begin with", target_scale},
    {"clipping-always", "nearly every step is clipped", clipping_always},
    {"clipping-never", "clipping is on and never acts", clipping_never},
}};

}  // namespace

const std::vector<RuleInfo>& rule_infos() {
  static const std::vector<RuleInfo> infos = [] {
    std::vector<RuleInfo> result;
    for (const auto& rule : built_ins)
      result.push_back({rule.name, rule.description, std::string(rule_page(rule.name))});
    return result;
  }();
  return infos;
}

const RuleInfo& find_rule(std::string_view name) {
  const auto& infos = rule_infos();
  const auto found = std::find_if(infos.begin(), infos.end(),
                                  [&](const RuleInfo& info) { return info.name == name; });
  if (found != infos.end()) return *found;
  std::string names;
  for (const auto& info : infos) names += (names.empty() ? "" : ", ") + info.name;
  throw Error("'" + std::string(name) + "' is not a rule: there are " + names);
}

std::vector<std::unique_ptr<Rule>> make_rules(const Thresholds& thresholds) {
  std::vector<std::unique_ptr<Rule>> rules;
  for (const auto& rule : built_ins) rules.push_back(rule.make(thresholds));
  return rules;
}

}  // namespace plumb
