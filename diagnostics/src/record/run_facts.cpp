#include "plumb/diagnostics/run_facts.hpp"

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* file_name = "run.json";

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
  info.name = json.at("name").get<std::string>();
  info.shape = json.at("shape").get<std::vector<std::int64_t>>();
  info.count =
      std::accumulate(info.shape.begin(), info.shape.end(), std::int64_t{1}, std::multiplies<>());
  info.aliases = json.value("aliases", std::vector<std::string>());
  return info;
}

RunFacts facts_from(const Json& json) {
  RunFacts facts;
  for (const auto& parameter : json.at("parameters"))
    facts.parameters.push_back(parameter_from(parameter));
  facts.baseline_loss = optional_number(json, "baseline_loss");
  facts.unreachable_loss = json.value("unreachable_loss", 0.0);
  facts.learning_rate = optional_number(json, "learning_rate");
  facts.loss = json.value("loss", "");
  facts.optimizer = json.value("optimizer", "");
  facts.weight_decay = json.value("weight_decay", 0.0);
  facts.activation = json.value("activation", "");
  facts.clip = Clip::parse(json.value("clip", "none"));
  facts.input_scale = json.value("input_scale", 1.0);
  facts.settings = json.value("settings", facts.settings);
  return facts;
}

}  // namespace

void write_facts(const std::filesystem::path& directory, const RunFacts& facts) {
  Json json;
  json["format"] = 1;
  json["loss"] = facts.loss;
  json["baseline_loss"] = optional_json(facts.baseline_loss);
  if (facts.unreachable_loss > 0) json["unreachable_loss"] = facts.unreachable_loss;
  json["optimizer"] = facts.optimizer;
  json["learning_rate"] = optional_json(facts.learning_rate);
  json["weight_decay"] = facts.weight_decay;
  json["activation"] = facts.activation;
  json["clip"] = to_string(facts.clip);
  json["input_scale"] = facts.input_scale;
  if (!facts.settings.empty()) json["settings"] = facts.settings;
  json["parameters"] = Json::array();
  for (const auto& parameter : facts.parameters) {
    Json entry{{"name", parameter.name}, {"shape", parameter.shape}};
    if (!parameter.aliases.empty()) entry["aliases"] = parameter.aliases;
    json["parameters"].push_back(std::move(entry));
  }
  write_file_atomically(directory / file_name, json.dump(1) + '\n');
}

std::optional<RunFacts> read_facts(const std::filesystem::path& directory) {
  const auto file = directory / file_name;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  try {
    return facts_from(Json::parse(stream));
  } catch (const nlohmann::json::exception& problem) {
    throw Error("\"" + file.string() + "\" is not a run's facts: " + problem.what());
  }
}

}  // namespace plumb
