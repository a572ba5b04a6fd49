#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"

namespace plumb {

struct JudgedAgain {
  std::vector<Finding> findings;

  /// In a sentence, why findings may differ from those that the run had while it trained; empty
  /// where nothing is missing.
  std::string note;
};

/// Judges the recorded steps of a run anew, as diagnose_run() does. Of a run that went on from
/// others the rules see their steps first, as they did while it trained, where those are still
/// there. Throws Error as diagnose_run().
JudgedAgain judge_again(const std::filesystem::path& run);

}  // namespace plumb
