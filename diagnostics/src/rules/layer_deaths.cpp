#include "layer_deaths.hpp"

#include "taps.hpp"

namespace plumb {
namespace {

constexpr double alive_share = 0.9;  // of zeros at most
constexpr int certain_probes = 3;

}  // namespace

std::optional<std::size_t> LayerDeaths::observe(const RunView& run, double dead_share) {
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    const ActivationProbe* probe = run.activation(i);
    if (probe == nullptr || !is_hidden(run.taps[i].name)) continue;
    State& state = taps_[run.taps[i].name];
    state.was_alive = state.was_alive || probe->zeros < alive_share;
    state.dead_probes = probe->zeros >= dead_share ? state.dead_probes + 1 : 0;
    if (!first && state.was_alive && state.dead_probes >= certain_probes) first = i;
  }
  return first;
}

}  // namespace plumb
