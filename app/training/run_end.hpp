#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_status.hpp"

namespace plumb {

/// What ends a run before its epochs do.
struct EndConditions {
  std::int64_t steps = 0;  ///< to be made in all; 0: any number
  std::string rule = {};   ///< whose warnings and errors stop it; empty: none
  const std::atomic<bool>* interrupted = nullptr;
  std::function<bool(std::int64_t steps, const std::vector<Finding>& findings)> stop_when = {};
};

/// Says after each step whether the run is over.
class RunEnd {
 public:
  explicit RunEnd(EndConditions conditions) : conditions_(std::move(conditions)) {}

  /// Of a run that goes on at that step: one that had a finding to stop for before it, as its
  /// findings.json says, does not stop for the rule again, since whoever goes on has seen it. A
  /// file that is damaged says nothing.
  void go_on(const std::filesystem::path& directory, std::int64_t step);

  void note(const Finding& finding);

  bool has_made_its_steps(std::int64_t steps) const;

  /// RunStatus::running while it is not over.
  RunStatus after_step(std::int64_t steps, const std::vector<Finding>& findings) const;

 private:
  /// A step that is not finite and was left out is an observation, and a reason to stop all the
  /// same.
  bool stops(const Finding& finding) const;

  EndConditions conditions_;
  bool has_stopped_before_ = false;
  bool is_to_stop_ = false;
};

}  // namespace plumb
