#pragma once

#include <optional>
#include <string_view>

namespace plumb {

/// How far a run is, as summary.json tells it.
enum class RunStatus {
  running,      ///< or killed
  completed,    ///< as planned
  stopped,      ///< because something was found, or its monitor died before finish()
  interrupted,  ///< to be resumed
  failed,       ///< by an exception
};

std::string_view to_string(RunStatus status);

/// The inverse; nothing for a name it does not know.
std::optional<RunStatus> run_status(std::string_view name);

/// Whether nothing is left to be trained.
constexpr bool has_ended(RunStatus status) {
  return status == RunStatus::completed || status == RunStatus::stopped;
}

}  // namespace plumb
