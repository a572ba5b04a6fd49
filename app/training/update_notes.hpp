#pragma once

#include "plumb/diagnostics/monitor.hpp"
#include "training/optimizer.hpp"

namespace plumb {

/// While this lives, the optimizer tells the monitor what its updates do, if the step under way is
/// probed and the optimizer can. The monitor's updates_are_noted must be sums_updates().
class UpdateNotes {
 public:
  UpdateNotes(Optimizer& optimizer, Monitor& monitor) : optimizer_(optimizer) {
    if (!optimizer.sums_updates() || !monitor.probes_next_step()) return;
    optimizer.observe_updates([&monitor](const at::Tensor& parameter, const UpdateSums& sums) {
      monitor.note_update(parameter, sums);
    });
  }
  ~UpdateNotes() { optimizer_.observe_updates({}); }
  UpdateNotes(const UpdateNotes&) = delete;
  UpdateNotes& operator=(const UpdateNotes&) = delete;

 private:
  Optimizer& optimizer_;
};

}  // namespace plumb
