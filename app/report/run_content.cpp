#include "report/run_content.hpp"

#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/error.hpp"
#include "report/file_text.hpp"

namespace plumb {
namespace {

/// Runs `read`; an Error becomes a note.
template <typename Read>
void try_part(std::vector<std::string>& notes, const Read& read) {
  try {
    read();
  } catch (const Error& error) {
    notes.emplace_back(error.what());
  }
}

void read_configuration(const std::filesystem::path& file, RunContent& content) {
  if (!std::filesystem::exists(file)) return;
  content.config_text = file_text(file);
  try_part(content.notes, [&] { content.settings = read_settings(file); });
  // Of someone's own loop, say: then there is no command, and that is no fault.
  std::vector<std::string> ignored;
  try_part(ignored, [&] { content.repeat_command = repeat_command(file); });
}

void read_judgement(const std::filesystem::path& directory, RunContent& content) {
  content.findings = recorded_findings(directory, content.steps);
  content.judged = !content.steps.rows.empty() || !content.findings.empty();
}

}  // namespace

RunContent read_content(const std::filesystem::path& directory) {
  RunContent content;
  content.run = read_run(directory);
  content.steps = read_steps(directory);
  try_part(content.notes, [&] { content.histograms = read_histograms(directory); });
  try_part(content.notes, [&] { content.facts = read_facts(directory); });
  try_part(content.notes, [&] { content.forecast = read_forecast(directory); });
  read_configuration(directory / "config.toml", content);
  try_part(content.notes, [&] { read_judgement(directory, content); });
  return content;
}

}  // namespace plumb
