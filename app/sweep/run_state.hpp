#pragma once

#include <filesystem>
#include <string>

namespace plumb {

/// How far a run of a sweep has come, as its folder shows.
enum class RunState {
  missing,   ///< nothing there
  finished,  ///< completed, or stopped by --stop-on
  partial,   ///< interrupted or killed, with a checkpoint to go on from
  broken,    ///< the same without one
  damaged,   ///< its summary.json or failure.json cannot be read
  failed,    ///< crashed, was killed, ran out of memory
  refused,   ///< its settings make no run; it would be refused again
};

/// Throws Error where a later version of Plumb wrote there.
RunState run_state(const std::filesystem::path& directory);

/// True for what a sweep has to do again or to the end. What was refused stays so.
bool is_open(RunState state);

/// Why a run failed or was refused: failure.json in its folder, which is created where needed.
struct Failure {
  std::string status;  ///< "failed" or "refused"
  std::string reason;  ///< one line
};

void write_failure(const std::filesystem::path& directory, const Failure& failure);

/// Empty where there is none. Throws Error on a malformed file.
Failure read_failure(const std::filesystem::path& directory);

}  // namespace plumb
