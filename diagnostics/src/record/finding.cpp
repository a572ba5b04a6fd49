#include "plumb/diagnostics/finding.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "finding_json.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/json_number.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/shell_word.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

/// Whether its flag cannot be read back word by word.
bool has_quotes(const Remedy& remedy) {
  return std::any_of(remedy.settings.begin(), remedy.settings.end(), [](const auto& setting) {
    return shell_word(setting.second) != setting.second;
  });
}

Json to_json(const Finding& finding) {
  Json json;
  json["rule"] = finding.rule;
  json["severity"] = to_string(finding.severity);
  json["layer"] = finding.layer;
  json["first_step"] = finding.first_step;
  json["last_step"] = finding.last_step;
  json["reported_step"] = finding.reported_step;
  json["evidence"] = Json::object();
  for (const auto& [name, value] : finding.evidence) json["evidence"][name] = json_number(value);
  json["message"] = finding.message;
  json["remedies"] = Json::array();
  for (const auto& remedy : finding.remedies) {
    json["remedies"].push_back({{"text", remedy.text},
                                {"flag", remedy.flag()},
                                {"online", remedy.kind == RemedyKind::online}});
    if (!has_quotes(remedy)) continue;
    for (const auto& [option, value] : remedy.settings)
      json["remedies"].back()["settings"][option] = value;
  }
  return json;
}

std::vector<std::pair<std::string, double>> evidence_from(const Json& json) {
  std::vector<std::pair<std::string, double>> evidence;
  for (const auto& [name, value] : json.items()) {
    const auto number = number_of_json(value);
    if (!number)
      throw Error("its evidence \"" + name + "\" is " + quoted_json(value) + ", not a number");
    evidence.emplace_back(name, *number);
  }
  return evidence;
}

/// Of "--activation relu --init he-normal".
std::vector<std::pair<std::string, std::string>> settings_from(const std::string& flag) {
  std::vector<std::pair<std::string, std::string>> settings;
  std::istringstream words(flag);
  std::string option, value;
  while (words >> option) {
    if (!option.starts_with("--") || !(words >> value))
      throw Error("the remedy '" + flag + "' is not made of options with their values");
    settings.emplace_back(option.substr(2), value);
  }
  return settings;
}

Remedy remedy_from(const Json& json) {
  Remedy remedy;
  remedy.text = json_at(json, "text", std::string());
  if (json.contains("settings")) {
    const Json& settings = json_member(json, "settings");
    for (const auto& setting : settings.items())
      remedy.settings.emplace_back(setting.key(),
                                   json_at(settings, setting.key().c_str(), std::string()));
  } else {
    remedy.settings = settings_from(json_at(json, "flag", std::string()));
  }
  remedy.kind = json_at(json, "online", false) ? RemedyKind::online : RemedyKind::structural;
  return remedy;
}

Finding finding_from(const Json& json) {
  Finding finding;
  finding.rule = json_at<std::string>(json, "rule");
  finding.severity = parse_severity(json_at<std::string>(json, "severity"));
  finding.layer = json_at(json, "layer", std::string());
  finding.first_step = json_at(json, "first_step", std::int64_t{0});
  finding.last_step = json_at(json, "last_step", finding.first_step);
  finding.reported_step = json_at(json, "reported_step", finding.first_step);
  if (json.contains("evidence")) finding.evidence = evidence_from(json_member(json, "evidence"));
  finding.message = json_at(json, "message", std::string());
  if (json.contains("remedies")) {
    for (const auto& remedy : json_list(json_member(json, "remedies")))
      finding.remedies.push_back(remedy_from(remedy));
  }
  return finding;
}

/// How far the root mean square of data is from 1; 0 of other findings.
double decades_off(const Finding& finding) {
  if (!is_data_rule(finding.rule)) return 0;
  double squares = 0;
  for (const auto& [name, value] : finding.evidence)
    if (name == "mean" || name == "deviation") squares += value * value;
  return squares > 0 ? std::abs(std::log10(squares)) / 2 : 0;
}

bool advises_momentum_first(const Finding& finding) {
  if (finding.remedies.empty()) return false;
  const auto& settings = finding.remedies.front().settings;
  return !settings.empty() && settings.front().first == "momentum";
}

enum class Turn {
  certain,  // whatever else holds: both modes were compared, a momentum is far too high, or a decay
            // outweighs the loss
  chosen,   // before the run
  other
};

Turn turn_of(const Finding& finding) {
  if (finding.severity == Severity::info) return Turn::other;
  const bool is_certain = finding.rule == "evaluation-mode" || finding.rule == "weight-decay" ||
                          advises_momentum_first(finding);
  if (is_certain) return Turn::certain;
  const bool is_chosen = precedes_the_run(finding) || finding.rule == "clipping-always";
  return is_chosen ? Turn::chosen : Turn::other;
}

bool is_read_before(const Finding& a, const Finding& b) {
  if (turn_of(a) != turn_of(b)) return turn_of(a) < turn_of(b);
  return turn_of(a) == Turn::chosen ? decades_off(a) > decades_off(b) : a.severity > b.severity;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "info";
}

Severity parse_severity(std::string_view text) {
  for (const Severity severity : {Severity::info, Severity::warning, Severity::error}) {
    if (text == to_string(severity)) return severity;
  }
  throw Error("severity '" + std::string(text) + "' is not one of info, warning, error");
}

std::string Remedy::flag() const {
  std::string text;
  for (const auto& [option, value] : settings) {
    if (!text.empty()) text += ' ';
    text.append("--").append(option).append(" ").append(shell_word(value));
  }
  return text;
}

std::string steps_text(const Finding& finding) {
  if (finding.first_step == finding.last_step) return "step " + std::to_string(finding.first_step);
  return "steps " + std::to_string(finding.first_step) + " to " + std::to_string(finding.last_step);
}

std::string to_string(const Finding& finding) {
  std::string text(to_string(finding.severity));
  text += ": " + finding.rule;
  if (!finding.layer.empty()) text += " at " + finding.layer;
  text += ", " + steps_text(finding) + ": " + finding.message;
  for (const auto& remedy : finding.remedies) {
    text += "\n  - " + remedy.text;
    if (!remedy.settings.empty()) text += " (" + remedy.flag() + ")";
  }
  return text;
}

Severity worst(const std::vector<Finding>& findings) {
  Severity result = Severity::info;
  for (const auto& finding : findings) result = std::max(result, finding.severity);
  return result;
}

std::vector<Finding> by_severity(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return findings;
}

bool is_data_rule(std::string_view rule) {
  return rule == "input-scale" || rule == "outliers" || rule == "target-scale";
}

bool precedes_the_run(const Finding& finding) {
  return is_data_rule(finding.rule) || finding.rule == "poor-initialization" ||
         finding.rule == "no-activation" || finding.rule == "dropout";
}

std::vector<Finding> causes_first(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(), is_read_before);
  return findings;
}

JsonValue findings_value(const std::vector<Finding>& findings) {
  Json json = Json::array();
  for (const auto& finding : causes_first(findings)) json.push_back(to_json(finding));
  return json;
}

std::vector<Finding> findings_from(const JsonValue& list) {
  std::vector<Finding> findings;
  for (const auto& json : json_list(list)) findings.push_back(finding_from(json));
  return findings;
}

std::string findings_json(const std::vector<Finding>& findings) {
  return json_document(findings_value(findings));
}

std::vector<Finding> read_findings(const std::filesystem::path& directory) {
  const auto file = directory / "findings.json";
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {};
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return findings_from(parse_json(text));
  } catch (const Error& problem) {
    throw Error("\"" + file.string() + "\" holds no findings: " + problem.what());
  }
}

}  // namespace plumb
