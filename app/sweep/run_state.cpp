#include "sweep/run_state.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {
namespace {

std::filesystem::path failure_file(const std::filesystem::path& directory) {
  return directory / "failure.json";
}

/// Of a file that a sweep can do without, as it can make the run again.
bool is_damaged(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return stream && !nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false).is_object();
}

}  // namespace

RunState run_state(const std::filesystem::path& directory) {
  if (is_damaged(failure_file(directory))) return RunState::damaged;
  const Failure failure = read_failure(directory);
  if (failure.status == "refused") return RunState::refused;
  if (!failure.status.empty()) return RunState::failed;
  if (!holds_run(directory)) return RunState::missing;
  if (is_damaged(directory / "summary.json")) return RunState::damaged;
  const auto summary = read_summary(directory);
  const auto written = summary.find("status");
  const auto status = written == summary.end() ? std::nullopt : run_status(written->second);
  if (status && has_ended(*status)) return RunState::finished;
  return find_checkpoints(directory).empty() ? RunState::broken : RunState::partial;
}

bool is_open(RunState state) {
  return state != RunState::finished && state != RunState::refused;
}

void write_failure(const std::filesystem::path& directory, const Failure& failure) {
  make_directories(directory);
  const nlohmann::ordered_json json{
      {"format", 1}, {"status", failure.status}, {"reason", failure.reason}};
  write_file_atomically(failure_file(directory), json_document(json));
}

Failure read_failure(const std::filesystem::path& directory) {
  const auto file = failure_file(directory);
  std::ifstream stream(file);
  if (!stream) return {};
  const auto json = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("status") || !json["status"].is_string() ||
      !json.contains("reason") || !json["reason"].is_string())
    throw Error("\"" + file.string() + "\" is not what a sweep writes");
  return {json["status"], json["reason"]};
}

}  // namespace plumb
