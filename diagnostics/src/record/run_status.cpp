#include "plumb/diagnostics/run_status.hpp"

#include "names.hpp"

namespace plumb {
namespace {

constexpr NameTable<RunStatus, 5> statuses{{
    {RunStatus::running, "running"},
    {RunStatus::completed, "completed"},
    {RunStatus::stopped, "stopped"},
    {RunStatus::interrupted, "interrupted"},
    {RunStatus::failed, "failed"},
}};

}  // namespace

std::string_view to_string(RunStatus status) {
  return name_of(statuses, status);
}
std::optional<RunStatus> run_status(std::string_view name) {
  return value_of(statuses, name);
}

}  // namespace plumb
