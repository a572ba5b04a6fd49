#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/step_record.hpp"
#include "probed_tap.hpp"

namespace plumb {

/// Measures what comes by the taps in the steps that probe.
class ActivationReader {
 public:
  /// Sees taps whose name begins with `prefix`, and calls them by what comes behind it. A unit is
  /// inactive if no probe of the last `window` saw it active.
  ActivationReader(std::string prefix, std::int64_t window,
                   HeardPasses passes = HeardPasses::for_all);
  ~ActivationReader();
  ActivationReader(const ActivationReader&) = delete;
  ActivationReader& operator=(const ActivationReader&) = delete;

  /// Listens on this thread from here on.
  void begin_probe();

  /// Listens no more until resume_probe(), and keeps what it heard.
  void pause_probe();
  void resume_probe();

  /// Listens no more, and forgets what it heard.
  void cancel_probe();

  /// What the step showed, {taps, activation_columns} double on a device, whichever the taps were
  /// on; rows in the order of taps(); undefined if there are none. Listens no more.
  at::Tensor end_probe(const at::Device& device);

  /// The same as the last of a step that a graph captures, which writes it there again at each
  /// replay; goes on listening. A step must have been probed and run before, the taps be as then,
  /// and `device` be theirs. After each replay comes end_replayed_probe().
  at::Tensor capture_probe(const at::Device& device);
  void end_replayed_probe();

  const std::vector<TapInfo>& taps() const;

  /// What the window remembers of the probes so far, by a stable name; empty before the first.
  std::vector<std::pair<std::string, at::Tensor>> state() const;

  /// Goes on with such a state in place of its own. A tap that has another number of units by then
  /// begins anew. Not after a capture, whose replays go on with the state that they had.
  void restore(const std::vector<std::pair<std::string, at::Tensor>>& state);

  /// The probes in such a tensor's values, row-major. Gradients are divided by loss_scale.
  static std::vector<std::optional<ActivationProbe>> decode(const std::vector<double>& values,
                                                            const std::vector<TapInfo>& taps,
                                                            double loss_scale);

  class Listener;

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace plumb
