#include "commands/findings_formats.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "commands/findings_text.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/utf8.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

std::string escaped_xml(std::string_view text) {
  std::string result;
  for (const char c : as_valid_utf8(text)) {
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
      const std::string title =
          fmt::format("{} ({}, {})", finding.rule, run, finding_place(finding));
      text += fmt::format("::{} title={}::{}\n", command, escaped_github(title, true),
                          escaped_github(finding.message, false));
    }
  }
  return text;
}

}  // namespace plumb
