#pragma once

#include <memory>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

// One file each; docs/rules/ says how they decide.
std::unique_ptr<Rule> vanishing_gradient(const Thresholds& thresholds);
std::unique_ptr<Rule> exploding_gradient(const Thresholds& thresholds);
std::unique_ptr<Rule> gradient_spike(const Thresholds& thresholds);
std::unique_ptr<Rule> non_finite(const Thresholds& thresholds);
std::unique_ptr<Rule> dead_units(const Thresholds& thresholds);
std::unique_ptr<Rule> saturated_units(const Thresholds& thresholds);
std::unique_ptr<Rule> loss_plateau(const Thresholds& thresholds);
std::unique_ptr<Rule> slow_convergence(const Thresholds& thresholds);
std::unique_ptr<Rule> divergence(const Thresholds& thresholds);
std::unique_ptr<Rule> oscillation(const Thresholds& thresholds);
std::unique_ptr<Rule> update_ratio(const Thresholds& thresholds);
std::unique_ptr<Rule> missing_zero_grad(const Thresholds& thresholds);
std::unique_ptr<Rule> weight_decay(const Thresholds& thresholds);
std::unique_ptr<Rule> poor_initialization(const Thresholds& thresholds);
std::unique_ptr<Rule> outliers(const Thresholds& thresholds);
std::unique_ptr<Rule> input_scale(const Thresholds& thresholds);
std::unique_ptr<Rule> target_scale(const Thresholds& thresholds);
std::unique_ptr<Rule> evaluation_mode(const Thresholds& thresholds);
std::unique_ptr<Rule> overfitting(const Thresholds& thresholds);
std::unique_ptr<Rule> unlearnt_classes(const Thresholds& thresholds);
std::unique_ptr<Rule> underfitting(const Thresholds& thresholds);
std::unique_ptr<Rule> no_activation(const Thresholds& thresholds);
std::unique_ptr<Rule> dropout(const Thresholds& thresholds);
std::unique_ptr<Rule> clipping_always(const Thresholds& thresholds);
std::unique_ptr<Rule> clipping_never(const Thresholds& thresholds);

}  // namespace plumb
