#pragma once

namespace plumb {

/// The exit codes of the command-line contract.
enum ExitCode : int {
  exit_done = 0,
  exit_failed = 1,
  exit_bad_input = 2,
  exit_findings = 3,  ///< at or above --fail-on
  exit_interrupted = 130
};

}  // namespace plumb
