#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>

#include "commands/run_display.hpp"
#include "plumb/diagnostics/step_follower.hpp"

namespace plumb {

/// A run that another process trains, seen through its directory.
class WatchedRun {
 public:
  explicit WatchedRun(const std::filesystem::path& directory);

  /// What is known of it before its first step. Its parameters are known where it wrote run.json.
  RunStart start() const;

  /// Tells the display what was written since the last call; at the first one, of the epochs only
  /// the newest.
  void report_to(RunDisplay& display);

  /// False for a run that says that it goes on, or that says nothing: another program's.
  bool ended() const { return status_ && *status_ != RunStatus::running; }

  /// How the run ended, or for how long it has written nothing; empty while it is at work.
  std::string note() const;

 private:
  using Time = std::filesystem::file_time_type;

  void report_epochs(RunDisplay& display);
  void report_findings(RunDisplay& display);
  Time newest_change(std::initializer_list<const char*> files) const;

  std::filesystem::path directory_;
  StepFollower steps_;
  std::optional<RunStatus> status_;
  Time read_ = Time::min();                 ///< change of the files whose content was reported
  std::string findings_fault_;              ///< what was said of a damaged findings.json
  std::optional<std::int64_t> next_epoch_;  ///< the first that was not reported
};

}  // namespace plumb
