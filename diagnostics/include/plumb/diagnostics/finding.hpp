#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb {

enum class Severity {
  info,     ///< an observation without consequence for learning, so far
  warning,  ///< learning is impaired, or will be
  error,    ///< the network does not learn, or the run is lost
};

std::string_view to_string(Severity severity);

/// Reads "info", "warning" or "error". Throws Error on anything else.
Severity parse_severity(std::string_view text);

enum class RemedyKind {
  structural,  ///< another network, start or data: training begins anew
  online,      ///< applies to the run as it stands: no restart
};

/// Something to try against a finding.
struct Remedy {
  std::string text;  ///< "clip the gradient by its norm"

  /// Options of `plumb train` that apply it, without dashes, and their values: {{"activation",
  /// "relu"}, {"init", "he-normal"}}. Empty if none does.
  std::vector<std::pair<std::string, std::string>> settings;

  RemedyKind kind = RemedyKind::structural;

  /// The settings as on a command line: "--activation relu --init he-normal".
  std::string flag() const;
};

/// What is wrong, since when, where, why, and what to do.
struct Finding {
  std::string rule;
  Severity severity = Severity::info;
  std::string layer;               ///< where it starts; empty: the network as a whole
  std::int64_t first_step = 0;     ///< from which step on it was so
  std::int64_t last_step = 0;      ///< the last step that showed it
  std::int64_t reported_step = 0;  ///< the step at which it was first reported; of a warning or
                                   ///< error, and of one that was taken back: reported as such
  std::vector<std::pair<std::string, double>> evidence;  ///< named numbers behind it
  std::string message;                                   ///< one plain sentence
  std::vector<Remedy> remedies;                          ///< most promising first
};

/// "step 7", or "steps 7 to 12".
std::string steps_text(const Finding& finding);

/// "error: vanishing-gradient at dense_01, steps 0 to 90: …", remedies on lines of their own.
std::string to_string(const Finding& finding);

/// The most severe of them, info if there are none.
Severity worst(const std::vector<Finding>& findings);

/// The most severe first, else in their order.
std::vector<Finding> by_severity(std::vector<Finding> findings);

/// Whether the rule is of inputs, or values to predict, that are not as networks are made for.
bool is_data_rule(std::string_view rule);

/// Whether it is of what was wrong before the first step, of which all else may be a symptom: the
/// inputs, the values to predict, the first weights, what is between the layers.
bool precedes_the_run(const Finding& finding);

/// As they are to be read: warnings and errors of the two modes' difference, of a weight decay, and
/// such as advise to lower a momentum before all else; then of what precedes the run, the data that
/// are the most decades off first, and of a clip that holds every step back; then the others. The
/// most severe first, else in their order.
std::vector<Finding> causes_first(std::vector<Finding> findings);

/// findings.json: an array, in the order of causes_first().
std::string findings_json(const std::vector<Finding>& findings);

/// Reads DIRECTORY/findings.json; empty where there is none. Throws Error on a malformed file.
std::vector<Finding> read_findings(const std::filesystem::path& directory);

}  // namespace plumb
