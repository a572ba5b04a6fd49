#pragma once

#include <algorithm>
#include <cstddef>

namespace plumb {

/// How much of a run goes into the page: what bounds its size whatever the run's length. With one
/// run, all parts full, the page stays below 1 MB.
struct PageBudget {
  std::size_t step_buckets = 400;    ///< loss and total norm by step
  std::size_t norm_values = 16'000;  ///< gradient norms by step, all layers together
  std::size_t probe_values = 5'000;  ///< each quantity that probes read, all layers together
  std::size_t frames = 240;          ///< steps, and epochs, that the depth profile can show
  std::size_t frame_values = 12'000;
  std::size_t layers = 200;
  std::size_t lag_values =
      6'000;  ///< gradient norms by time lag, all recurrent layers and epochs together
  std::size_t histogram_values =
      96'000;                    ///< shares in the distributions over time, a character each
  std::size_t parameters = 600;  ///< lines in the table of parameters

  /// The same shared by several runs.
  static PageBudget for_runs(std::size_t runs) {
    const auto share = [&](std::size_t whole, std::size_t least) {
      return std::max(whole / std::max<std::size_t>(runs, 1), least);
    };
    const PageBudget whole;
    return {share(whole.step_buckets, 40),  share(whole.norm_values, 400),
            share(whole.probe_values, 200), share(whole.frames, 24),
            share(whole.frame_values, 400), share(whole.layers, 12),
            share(whole.lag_values, 300),   share(whole.histogram_values, 4800),
            share(whole.parameters, 24)};
  }
};

}  // namespace plumb
