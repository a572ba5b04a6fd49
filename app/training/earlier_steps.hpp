#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// What a run recorded, and how its gradients were clipped.
struct EarlierSteps {
  StepTable table;
  Clip clip;
};

/// The settings that a run was made with. Throws Error if they are not there or cannot be read.
RunConfig recorded_config(const std::filesystem::path& run);

/// A number of the run's summary.json; 0 where it is not there. Throws Error where it is none.
double recorded_number(const std::filesystem::path& run, const std::string& key);

/// Whether nothing was left to be trained, as its summary.json says.
bool had_ended(const std::filesystem::path& run);

/// The runs that a run went on from, as its summary.json names them, the first one first; empty
/// where it names none. Throws Error on a malformed file.
std::vector<std::filesystem::path> runs_before(const std::filesystem::path& run);

/// Whether a run that goes on from one with `earlier` settings rescales its weights: the
/// initializer lsuv is new. What was measured of the weights before says nothing of these.
bool begins_anew(const RunConfig& earlier, const RunConfig& config);

/// The recorded steps before `step` of the last of `runs`, of the one before it, from which it went
/// on, until then, and so on back to a run that begins anew; the earliest first. A row that has no
/// learning rate, since its run has one throughout, is given that.
std::vector<EarlierSteps> steps_before(const std::vector<std::filesystem::path>& runs,
                                       std::int64_t step);

/// The built-in rules for a run that goes on from another one: while `listening` is true they see
/// steps and say nothing; what they say from there on is of the first step that they see then, at
/// the earliest. `listening` outlives them.
std::vector<std::unique_ptr<Rule>> listening_rules(const bool& listening);

}  // namespace plumb
