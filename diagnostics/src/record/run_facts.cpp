#include "plumb/diagnostics/run_facts.hpp"

#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/number_text.hpp"
#include "plumb/internal/utf8.hpp"
#include "simple_model_json.hpp"
#include "threshold_json.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* facts_file = "run.json";

Json optional_json(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::optional<double> optional_number(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? std::optional(found->get<double>())
                                                   : std::nullopt;
}

ParameterInfo parameter_from(const Json& json) {
  ParameterInfo info;
  info.name = json_at<std::string>(json, "name");
  info.shape = json_at<std::vector<std::int64_t>>(json, "shape");
  info.count =
      std::accumulate(info.shape.begin(), info.shape.end(), std::int64_t{1}, std::multiplies<>());
  info.aliases = json_at(json, "aliases", std::vector<std::string>());
  return info;
}

RunFacts facts_from(const Json& json) {
  RunFacts facts;
  for (const auto& parameter : json_list(json_member(json, "parameters")))
    facts.parameters.push_back(parameter_from(parameter));
  facts.baseline_loss = optional_number(json, "baseline_loss");
  facts.loss_has_course = json_at(json, "loss_has_course", true);
  facts.least_loss = json_at(json, "least_loss", 0.0);
  facts.unreachable_loss = json_at(json, "unreachable_loss", 0.0);
  if (const auto targets = json.find("targets"); targets != json.end() && targets->is_object())
    facts.targets = {json_at<double>(*targets, "mean"), json_at<double>(*targets, "deviation"),
                     json_at(*targets, "width", 1.0)};
  if (json.contains("planned_steps"))
    facts.planned_steps = json_at<std::int64_t>(json, "planned_steps");
  facts.simple_models = simple_models_in(json);
  facts.input_widths = json_at(json, "input_widths", facts.input_widths);
  facts.input_ratio = json_at(json, "input_ratio", 1.0);
  facts.learning_rate = optional_number(json, "learning_rate");
  facts.loss = json_at(json, "loss", std::string());
  facts.optimizer = json_at(json, "optimizer", std::string());
  facts.weight_decay = json_at(json, "weight_decay", 0.0);
  facts.activation = json_at(json, "activation", std::string());
  facts.clip = Clip::parse(json_at(json, "clip", std::string("none")));
  facts.input_scale = json_at(json, "input_scale", 1.0);
  facts.settings = json_at(json, "settings", facts.settings);
  return facts;
}

void check_fact(const std::string& name, double value, bool may_be_negative) {
  if (std::isfinite(value) && (may_be_negative || value >= 0)) return;
  throw Error("the fact " + name + " is " + number_text(value) + ": it wants a " +
              (may_be_negative ? "finite number" : "finite number that is not negative"));
}

void check_text(const std::string& name, const std::string& text) {
  if (const std::string valid = as_valid_utf8(text); valid != text)
    throw Error("the fact " + name + " is '" + valid +
                "', which is not UTF-8: no file can tell it");
}

/// What `from` makes of run.json; nothing where there is none.
template <class From>
auto from_file(const std::filesystem::path& directory, const From& from)
    -> std::optional<decltype(from(JsonValue()))> {
  const auto file = directory / facts_file;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return from(parse_json(text));
  } catch (const Error& problem) {
    throw Error("\"" + file.string() + "\" is not a run's facts: " + problem.what());
  }
}

}  // namespace

void RunFacts::check() const {
  if (baseline_loss) check_fact("baseline_loss", *baseline_loss, true);
  if (learning_rate) check_fact("learning_rate", *learning_rate, false);
  if (planned_steps) check_fact("planned_steps", static_cast<double>(*planned_steps), false);
  check_fact("least_loss", least_loss, false);
  check_fact("unreachable_loss", unreachable_loss, false);
  check_fact("weight_decay", weight_decay, false);
  check_fact("input_scale", input_scale, true);
  if (targets) {
    check_fact("targets.mean", targets->mean, true);
    check_fact("targets.deviation", targets->deviation, false);
    check_fact("targets.width", targets->width, false);
  }
  for (const auto& model : simple_models) {
    check_text("simple_models", model.name);
    model.check();
  }
  for (const double width : input_widths) check_fact("input_widths", width, false);
  check_fact("input_ratio", input_ratio, false);
  check_text("loss", loss);
  check_text("optimizer", optimizer);
  check_text("activation", activation);
  for (const auto& [option, value] : settings) {
    check_text("settings", option);
    check_text("settings[" + option + "]", value);
  }
  clip.check();
}

void write_facts(const std::filesystem::path& directory, const RunFacts& facts,
                 const Thresholds& thresholds) {
  Json json;
  json["format"] = 1;
  json["loss"] = facts.loss;
  json["baseline_loss"] = optional_json(facts.baseline_loss);
  if (!facts.loss_has_course) json["loss_has_course"] = false;
  if (facts.least_loss > 0) json["least_loss"] = facts.least_loss;
  if (facts.unreachable_loss > 0) json["unreachable_loss"] = facts.unreachable_loss;
  if (facts.targets)
    json["targets"] = {{"mean", facts.targets->mean},
                       {"deviation", facts.targets->deviation},
                       {"width", facts.targets->width}};
  if (facts.planned_steps) json["planned_steps"] = *facts.planned_steps;
  add_simple_models(json, facts.simple_models);
  if (!facts.input_widths.empty()) {
    json["input_widths"] = facts.input_widths;
    json["input_ratio"] = facts.input_ratio;
  }
  json["optimizer"] = facts.optimizer;
  json["learning_rate"] = optional_json(facts.learning_rate);
  json["weight_decay"] = facts.weight_decay;
  json["activation"] = facts.activation;
  json["clip"] = to_string(facts.clip);
  json["input_scale"] = facts.input_scale;
  if (!facts.settings.empty()) json["settings"] = facts.settings;
  if (auto changed = changed_thresholds(thresholds); !changed.empty())
    json["thresholds"] = std::move(changed);
  json["parameters"] = Json::array();
  for (const auto& parameter : facts.parameters) {
    Json entry{{"name", parameter.name}, {"shape", parameter.shape}};
    if (!parameter.aliases.empty()) entry["aliases"] = parameter.aliases;
    json["parameters"].push_back(std::move(entry));
  }
  write_file_atomically(directory / facts_file, json.dump(1) + '\n');
}

std::optional<RunFacts> read_facts(const std::filesystem::path& directory) {
  return from_file(directory, facts_from);
}

Thresholds read_thresholds(const std::filesystem::path& directory) {
  const auto thresholds = from_file(directory, [](const JsonValue& json) {
    return json.contains("thresholds") ? thresholds_from(json.at("thresholds")) : Thresholds();
  });
  return thresholds.value_or(Thresholds());
}

}  // namespace plumb
