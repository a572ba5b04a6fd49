#include "commands/findings_text.hpp"

#include <fmt/format.h>

#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr std::size_t message_indent = 9, remedy_indent = 11;

/// Severity, rule and `where` on a line, where it is wide enough; the sentence below it.
std::string headed(const Finding& finding, const std::string& where, const Console& console) {
  const std::size_t columns = prose_width(console);
  const std::string head =
      fmt::format("{:<8} {}", to_string(finding.severity), bold(console, finding.rule));
  const bool fits = text_width(head) + 2 + text_width(where) <= columns;
  const std::string place = dim(console, where);
  return fmt::format("{}{}\n{}\n", head,
                     fits ? "  " + place : '\n' + wrapped(place, columns, message_indent),
                     wrapped(finding.message, columns, message_indent));
}

std::string new_text(const RunFindings& run) {
  const bool some_known = run.known > 0;
  if (run.findings.empty()) return some_known ? "nothing new" : "nothing found";
  if (worst(run.findings) != Severity::info) return std::string(to_string(worst(run.findings)));
  return some_known ? "nothing new that impairs learning" : "nothing that impairs learning";
}

/// What is left out, so that a run is not taken for better than it is.
std::string known_text(const RunFindings& run) {
  if (run.known == 0) return {};
  const std::size_t all = run.known + run.findings.size();
  return fmt::format(" (the baseline has {}its {} {} too)",
                     run.findings.empty() ? "" : fmt::format("{} of ", run.known), all,
                     all == 1 ? "finding" : "findings");
}

std::string headline_text(const RunFindings& run) {
  if (!run.judged) return run.unfinished;
  const std::string found = new_text(run) + known_text(run);
  const std::string& end = run.unfinished.empty() ? run.ended_early : run.unfinished;
  return end.empty() ? found : found + "; " + end;
}

std::string finding_text(const Finding& finding, const Console& console) {
  std::string text = headed(finding, finding_place(finding), console);
  for (const auto& remedy : finding.remedies) {
    const std::string flag = remedy.settings.empty() ? "" : fmt::format(" ({})", remedy.flag());
    text += wrapped(fmt::format("→ {}{}", remedy.text, flag), prose_width(console), remedy_indent) +
            '\n';
  }
  return text;
}

}  // namespace

std::string finding_place(const Finding& finding) {
  return (finding.layer.empty() ? "" : "at " + finding.layer + ", ") + steps_text(finding);
}

std::string live_finding_text(const Finding& finding, const Console& console) {
  const std::string since = fmt::format("since step {}", finding.first_step);
  const std::string where = finding.layer.empty() ? since : "at " + finding.layer + ", " + since;
  return for_console(headed(finding, where, console), console);
}

std::string findings_text(const std::vector<RunFindings>& runs, const Console& console) {
  std::string text;
  for (const auto& run : runs) {
    if (!text.empty()) text += '\n';
    text += fmt::format("{}: {}\n", bold(console, run.run), headline_text(run));
    for (const auto& finding : causes_first(run.findings))
      text += '\n' + finding_text(finding, console);
  }
  return for_console(std::move(text), console);
}

}  // namespace plumb
