#include "plumb/diagnostics/thresholds.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/number_text.hpp"
#include "threshold_json.hpp"

namespace plumb {
namespace {

struct NamedThreshold {
  const char* name;
  std::variant<double Thresholds::*, int Thresholds::*, std::int64_t Thresholds::*> member;
};

constexpr std::array thresholds_by_name{
    NamedThreshold{"learnt", &Thresholds::learnt},
    NamedThreshold{"nothing_learnt", &Thresholds::nothing_learnt},
    NamedThreshold{"vanishing_sensitivity", &Thresholds::vanishing_sensitivity},
    NamedThreshold{"vanishing_probes", &Thresholds::vanishing_probes},
    NamedThreshold{"vanished_sensitivity", &Thresholds::vanished_sensitivity},
    NamedThreshold{"vanished_probes", &Thresholds::vanished_probes},
    NamedThreshold{"still_steps", &Thresholds::still_steps},
    NamedThreshold{"still_sensitivity", &Thresholds::still_sensitivity},
    NamedThreshold{"still_recurrent_steps", &Thresholds::still_recurrent_steps},
    NamedThreshold{"still_recurrent_sensitivity", &Thresholds::still_recurrent_sensitivity},
    NamedThreshold{"ended_sensitivity", &Thresholds::ended_sensitivity},
    NamedThreshold{"ended_slope", &Thresholds::ended_slope},
    NamedThreshold{"explosion_factor", &Thresholds::explosion_factor},
    NamedThreshold{"exploding_sensitivity", &Thresholds::exploding_sensitivity},
    NamedThreshold{"exploding_recurrence", &Thresholds::exploding_recurrence},
    NamedThreshold{"exploding_learnt", &Thresholds::exploding_learnt},
    NamedThreshold{"loss_jump", &Thresholds::loss_jump},
    NamedThreshold{"spike_factor", &Thresholds::spike_factor},
    NamedThreshold{"spike_harm_steps", &Thresholds::spike_harm_steps},
    NamedThreshold{"dead_share", &Thresholds::dead_share},
    NamedThreshold{"dead_share_info", &Thresholds::dead_share_info},
    NamedThreshold{"dead_units_steps", &Thresholds::dead_units_steps},
    NamedThreshold{"bottleneck_learnt", &Thresholds::bottleneck_learnt},
    NamedThreshold{"unreachable_share", &Thresholds::unreachable_share},
    NamedThreshold{"saturated_share", &Thresholds::saturated_share},
    NamedThreshold{"plateau_steps", &Thresholds::plateau_steps},
    NamedThreshold{"plateau_path", &Thresholds::plateau_path},
    NamedThreshold{"collapsed_spread", &Thresholds::collapsed_spread},
    NamedThreshold{"collapsed_probes", &Thresholds::collapsed_probes},
    NamedThreshold{"slow_rate", &Thresholds::slow_rate},
    NamedThreshold{"slow_start_steps", &Thresholds::slow_start_steps},
    NamedThreshold{"slow_start_excess", &Thresholds::slow_start_excess},
    NamedThreshold{"slow_start_left", &Thresholds::slow_start_left},
    NamedThreshold{"early_start_steps", &Thresholds::early_start_steps},
    NamedThreshold{"early_start_left", &Thresholds::early_start_left},
    NamedThreshold{"ended_steps", &Thresholds::ended_steps},
    NamedThreshold{"ended_learnt", &Thresholds::ended_learnt},
    NamedThreshold{"ended_plateau", &Thresholds::ended_plateau},
    NamedThreshold{"update_ratio_high", &Thresholds::update_ratio_high},
    NamedThreshold{"update_ratio_low", &Thresholds::update_ratio_low},
    NamedThreshold{"update_low_probes", &Thresholds::update_low_probes},
    NamedThreshold{"update_ratio_slow", &Thresholds::update_ratio_slow},
    NamedThreshold{"update_ratio_behind", &Thresholds::update_ratio_behind},
    NamedThreshold{"update_slow_probes", &Thresholds::update_slow_probes},
    NamedThreshold{"update_slow_learnt", &Thresholds::update_slow_learnt},
    NamedThreshold{"update_ratio_first", &Thresholds::update_ratio_first},
    NamedThreshold{"update_ratio_raised", &Thresholds::update_ratio_raised},
    NamedThreshold{"momentum_reach", &Thresholds::momentum_reach},
    NamedThreshold{"empty_promise", &Thresholds::empty_promise},
    NamedThreshold{"divergence_factor", &Thresholds::divergence_factor},
    NamedThreshold{"divergence_lost", &Thresholds::divergence_lost},
    NamedThreshold{"divergence_lost_steps", &Thresholds::divergence_lost_steps},
    NamedThreshold{"divergence_worse", &Thresholds::divergence_worse},
    NamedThreshold{"divergence_worse_steps", &Thresholds::divergence_worse_steps},
    NamedThreshold{"divergence_back", &Thresholds::divergence_back},
    NamedThreshold{"divergence_noise", &Thresholds::divergence_noise},
    NamedThreshold{"oscillation_amplitude", &Thresholds::oscillation_amplitude},
    NamedThreshold{"oscillation_noise", &Thresholds::oscillation_noise},
    NamedThreshold{"initial_loss_info", &Thresholds::initial_loss_info},
    NamedThreshold{"initial_loss", &Thresholds::initial_loss},
    NamedThreshold{"initial_loss_steps", &Thresholds::initial_loss_steps},
    NamedThreshold{"start_overcome", &Thresholds::start_overcome},
    NamedThreshold{"settled_high", &Thresholds::settled_high},
    NamedThreshold{"signal_decades", &Thresholds::signal_decades},
    NamedThreshold{"signal_lost_decades", &Thresholds::signal_lost_decades},
    NamedThreshold{"large_gain", &Thresholds::large_gain},
    NamedThreshold{"input_high", &Thresholds::input_high},
    NamedThreshold{"input_low", &Thresholds::input_low},
    NamedThreshold{"input_mean", &Thresholds::input_mean},
    NamedThreshold{"input_ratio", &Thresholds::input_ratio},
    NamedThreshold{"heavy_tail", &Thresholds::heavy_tail},
    NamedThreshold{"target_high", &Thresholds::target_high},
    NamedThreshold{"target_low", &Thresholds::target_low},
    NamedThreshold{"target_mean", &Thresholds::target_mean},
    NamedThreshold{"decay_size", &Thresholds::decay_size},
    NamedThreshold{"decay_pull", &Thresholds::decay_pull},
    NamedThreshold{"decay_probes", &Thresholds::decay_probes},
    NamedThreshold{"decay_learnt", &Thresholds::decay_learnt},
    NamedThreshold{"decay_withered", &Thresholds::decay_withered},
    NamedThreshold{"decay_withered_learnt", &Thresholds::decay_withered_learnt},
    NamedThreshold{"decay_outweighs", &Thresholds::decay_outweighs},
    NamedThreshold{"decay_early_probes", &Thresholds::decay_early_probes},
    NamedThreshold{"decay_early_size", &Thresholds::decay_early_size},
    NamedThreshold{"decay_early_steps", &Thresholds::decay_early_steps},
    NamedThreshold{"decay_cause", &Thresholds::decay_cause},
    NamedThreshold{"decay_undoes", &Thresholds::decay_undoes},
    NamedThreshold{"mode_gap", &Thresholds::mode_gap},
    NamedThreshold{"lagging_gap", &Thresholds::lagging_gap},
    NamedThreshold{"lagging_statistics", &Thresholds::lagging_statistics},
    NamedThreshold{"mode_gap_steps", &Thresholds::mode_gap_steps},
    NamedThreshold{"overfitting_rise", &Thresholds::overfitting_rise},
    NamedThreshold{"underfitting_share", &Thresholds::underfitting_share},
    NamedThreshold{"underfitting_cause", &Thresholds::underfitting_cause},
    NamedThreshold{"foretold_cause", &Thresholds::foretold_cause},
    NamedThreshold{"lost_signal_cause", &Thresholds::lost_signal_cause},
    NamedThreshold{"underfitting_errors", &Thresholds::underfitting_errors},
    NamedThreshold{"underfitting_excess", &Thresholds::underfitting_excess},
    NamedThreshold{"standing_steps", &Thresholds::standing_steps},
    NamedThreshold{"standing_gain", &Thresholds::standing_gain},
    NamedThreshold{"linear_margin", &Thresholds::linear_margin},
    NamedThreshold{"unlearnt_samples", &Thresholds::unlearnt_samples},
    NamedThreshold{"unlearnt_chance", &Thresholds::unlearnt_chance},
    NamedThreshold{"unlearnt_imbalance", &Thresholds::unlearnt_imbalance},
    NamedThreshold{"clipping_always", &Thresholds::clipping_always},
    NamedThreshold{"clipping_steps", &Thresholds::clipping_steps},
    NamedThreshold{"clipping_still_steps", &Thresholds::clipping_still_steps}};

/// Stands in for a member of any type.
struct AnyThreshold {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};

template <std::size_t... I>
constexpr bool takes_so_many(std::index_sequence<I...>) {
  return requires {
    Thresholds{(static_cast<void>(I), AnyThreshold())...};
  };
}

constexpr std::size_t listed = thresholds_by_name.size();
static_assert(takes_so_many(std::make_index_sequence<listed>()) &&
                  !takes_so_many(std::make_index_sequence<listed + 1>()),
              "a threshold that is new or gone has to be so in thresholds_by_name, too");

void check_threshold(const char* name, double value) {
  if (value >= 0) return;  // NaN is not
  throw Error("threshold " + std::string(name) + " is " + number_text(value) +
              ": it wants a number that is not negative");
}

template <class Count>
void check_threshold(const char* name, Count value) {
  if (value >= 1) return;
  throw Error("threshold " + std::string(name) + " is " + std::to_string(value) +
              ": a count of steps, probes or samples is at least 1");
}

/// JSON knows no infinity.
constexpr const char* infinite_threshold = "inf";

template <class T>
JsonValue threshold_value(T value) {
  return std::isinf(static_cast<double>(value)) ? JsonValue(infinite_threshold) : JsonValue(value);
}

template <class T>
T threshold_from(const JsonValue& changed, const char* name, T otherwise) {
  if constexpr (std::is_floating_point_v<T>) {
    if (const auto found = changed.find(name);
        found != changed.end() && *found == infinite_threshold)
      return std::numeric_limits<T>::infinity();
  }
  return json_at(changed, name, otherwise);
}

}  // namespace

void Thresholds::check() const {
  for (const auto& [name, member] : thresholds_by_name)
    std::visit([&, name = name](auto pointer) { check_threshold(name, this->*pointer); }, member);
}

JsonValue changed_thresholds(const Thresholds& thresholds) {
  const Thresholds defaults;
  JsonValue changed = JsonValue::object();
  for (const auto& [name, member] : thresholds_by_name) {
    std::visit(
        [&, name = name](auto pointer) {
          if (thresholds.*pointer != defaults.*pointer)
            changed[name] = threshold_value(thresholds.*pointer);
        },
        member);
  }
  return changed;
}

Thresholds thresholds_from(const JsonValue& changed) {
  Thresholds thresholds;
  for (const auto& [name, member] : thresholds_by_name) {
    std::visit(
        [&, name = name](auto pointer) {
          thresholds.*pointer = threshold_from(changed, name, thresholds.*pointer);
        },
        member);
  }
  thresholds.check();
  return thresholds;
}

}  // namespace plumb
