#pragma once

#include <optional>

#include "plumb/diagnostics/finding.hpp"
#include "report/run_content.hpp"

namespace plumb {

/// Mean loss of the training batches while an error lasted, and at the run's end.
struct Recovery {
  double loss_then = 0;
  double loss_now = 0;
};

/// Whether a run has left an error behind: it was last seen well before the run's last step, and
/// the loss is lower since, and lower than that of a constant prediction. Nothing where the error
/// stands, where the loss does not tell, and of errors that are only looked for at the start.
std::optional<Recovery> recovery_from(const Finding& finding, const RunContent& content);

}  // namespace plumb
