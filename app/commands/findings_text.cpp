#include "commands/findings_text.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/internal/json_value.hpp"
#include "report/verdict.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

std::string place(const Finding& finding) {
  std::string text;
  if (!finding.layer.empty()) text = "at " + finding.layer + ", ";
  return finding.first_step == finding.last_step
             ? fmt::format("{}step {}", text, finding.first_step)
             : fmt::format("{}steps {} to {}", text, finding.first_step, finding.last_step);
}

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

/// The steps that it recorded, where its summary may lag behind.
std::int64_t recorded_steps(const std::filesystem::path& run) {
  const auto rows = read_steps(run).rows;
  return rows.empty() ? 0 : rows.back().step + 1;
}

std::string lower_case_first(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
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
  std::string text = headed(finding, place(finding), console);
  for (const auto& remedy : finding.remedies) {
    const std::string flag = remedy.settings.empty() ? "" : fmt::format(" ({})", remedy.flag());
    text += wrapped(fmt::format("→ {}{}", remedy.text, flag), prose_width(console), remedy_indent) +
            '\n';
  }
  return text;
}

/// What is not UTF-8 becomes U+FFFD: no document may have it.
std::string as_utf8(std::string_view text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string escaped_xml(std::string_view text) {
  std::string result;
  for (const char c : as_utf8(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        // Other control characters have no place in XML 1.0.
        result += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return result;
}

/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
std::string escaped_github(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
      result += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string junit_case(const std::string& rule, const Finding* finding, const std::string& run) {
  const std::string head = fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                                       escaped_xml(run), escaped_xml(rule));
  if (finding == nullptr) return head + "/>\n";
  return fmt::format(
      "{}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n", head,
      to_string(finding->severity), escaped_xml(finding->message),
      escaped_xml(to_string(*finding)));
}

/// Of a run whose cases say less than they seem to, or that has none.
std::string junit_error(const std::string& unfinished, const std::string& run) {
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"run\">\n      <error type=\"unfinished\" "
      "message=\"{}\"/>\n    </testcase>\n",
      escaped_xml(run), escaped_xml(unfinished));
}

}  // namespace

RunFindings judge(const std::filesystem::path& run,
                  const std::function<std::vector<Finding>()>& findings) {
  const auto summary = read_summary(run);
  const auto value = [&](const char* key) {
    const auto found = summary.find(key);
    return found == summary.end() ? std::string() : found->second;
  };
  const auto status = run_status(value("status"));
  const bool ended = status && *status != RunStatus::running;
  const std::string told = value("steps");
  const bool tells = ended && !told.empty() && told != "0";
  const std::string steps = tells ? told : std::to_string(recorded_steps(run));
  RunFindings result{run.string(), {}};
  result.judged = steps != "0";
  if (result.judged) result.findings = findings();
  const bool broke_off = status == RunStatus::failed || status == RunStatus::running;
  const bool cut_short = status == RunStatus::stopped || status == RunStatus::interrupted;
  if (broke_off || cut_short) {
    (broke_off ? result.unfinished : result.ended_early) =
        lower_case_first(ending_text(status, steps));
  }
  if (!result.judged)
    result.unfinished +=
        (broke_off ? ": " : "") + std::string("no step was recorded: nothing to judge");
  return result;
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

std::string findings_json(const std::vector<RunFindings>& runs) {
  auto document = Json::array();
  for (const auto& [run, findings, unfinished, ended_early, judged, known] : runs) {
    for (auto& finding : Json::parse(findings_json(findings))) {
      finding["run"] = run;
      document.push_back(std::move(finding));
    }
  }
  return json_document(document);
}

std::string findings_junit(const std::vector<RunFindings>& runs, Severity fail_on) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const auto& [run, findings, unfinished, ended_early, judged, known] : runs) {
    std::vector<std::string> rules;
    for (const auto& info : rule_infos()) {
      if (judged) rules.push_back(info.name);
    }
    for (const auto& finding : findings) {
      if (std::find(rules.begin(), rules.end(), finding.rule) == rules.end())
        rules.push_back(finding.rule);
    }
    std::string cases;
    int failures = 0;
    for (const auto& rule : rules) {
      const auto found =
          std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.rule == rule && finding.severity >= fail_on;
          });
      failures += found != findings.end() ? 1 : 0;
      cases += junit_case(rule, found != findings.end() ? &*found : nullptr, run);
    }
    const bool error = !unfinished.empty();
    if (error) cases += junit_error(unfinished, run);
    text +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\"{}>\n{}  </testsuite>\n",
                    escaped_xml(run), rules.size() + (error ? 1 : 0), failures,
                    error ? " errors=\"1\"" : "", cases);
  }
  return text + "</testsuites>\n";
}

std::string findings_github(const std::vector<RunFindings>& runs) {
  std::string text;
  for (const auto& [run, findings, unfinished, ended_early, judged, known] : runs) {
    if (!unfinished.empty())
      text += fmt::format("::error title=run ({})::{}\n", escaped_github(run, true),
                          escaped_github(unfinished, false));
    for (const auto& finding : causes_first(findings)) {
      const auto command = finding.severity == Severity::info ? std::string_view("notice")
                                                              : to_string(finding.severity);
      const std::string title = fmt::format("{} ({}, {})", finding.rule, run, place(finding));
      text += fmt::format("::{} title={}::{}\n", command, escaped_github(title, true),
                          escaped_github(finding.message, false));
    }
  }
  return text;
}

void check_fail_on(const std::string& fail_on) {
  if (!fail_on.empty()) parse_choice("fail-on", fail_on, {"info", "warning", "error"});
}

bool reaches(const std::vector<Finding>& findings, const std::string& fail_on) {
  return !fail_on.empty() && !findings.empty() && worst(findings) >= parse_severity(fail_on);
}

bool reaches(const RunFindings& run, const std::string& fail_on) {
  return reaches(run.findings, fail_on) || (!fail_on.empty() && !run.unfinished.empty());
}

std::vector<Finding> new_findings(const std::vector<Finding>& findings,
                                  const std::vector<Finding>& baseline) {
  std::vector<Finding> result;
  for (const auto& finding : findings) {
    const bool known = std::any_of(baseline.begin(), baseline.end(), [&](const Finding& other) {
      return other.rule == finding.rule && other.severity >= finding.severity;
    });
    if (!known) result.push_back(finding);
  }
  return result;
}

}  // namespace plumb
