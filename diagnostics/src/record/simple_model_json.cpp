#include "simple_model_json.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace plumb {
namespace {

constexpr const char* models_key = "simple_models";
constexpr const char* unseen_key = "unseen";

std::optional<double> number_if_there(const JsonValue& json, const char* key) {
  return json.contains(key) ? std::optional(json_at<double>(json, key)) : std::nullopt;
}

/// Of a SimpleModel or an UnseenScore.
template <class Scored>
void add_score(JsonValue& json, const Scored& scored) {
  if (scored.accuracy) json["accuracy"] = *scored.accuracy;
  if (scored.loss) json["loss"] = *scored.loss;
  if (scored.guess) json["guess"] = *scored.guess;
}

template <class Scored>
void read_score(const JsonValue& json, Scored& scored) {
  scored.accuracy = number_if_there(json, "accuracy");
  scored.loss = number_if_there(json, "loss");
  scored.guess = number_if_there(json, "guess");
}

JsonValue simple_model_json(const SimpleModel& model) {
  JsonValue json{{"name", model.name}, {"samples", model.samples}, {"tested", model.tested}};
  add_score(json, model);
  if (model.is_linear) json["is_linear"] = true;
  if (model.as_given) json["as_given"] = true;
  if (model.unseen) {
    json[unseen_key] = {{"samples", model.unseen->samples}};
    add_score(json[unseen_key], *model.unseen);
  }
  return json;
}

SimpleModel simple_model_from(const JsonValue& json) {
  SimpleModel model;
  model.name = json_at<std::string>(json, "name");
  model.samples = json_at<std::int64_t>(json, "samples");
  model.tested = json_at<std::int64_t>(json, "tested");
  read_score(json, model);
  model.is_linear = json_at(json, "is_linear", false);
  model.as_given = json_at(json, "as_given", false);
  if (const auto found = json.find(unseen_key); found != json.end()) {
    model.unseen.emplace();
    model.unseen->samples = json_at<std::int64_t>(*found, "samples");
    read_score(*found, *model.unseen);
  }
  model.check();
  return model;
}

}  // namespace

void add_simple_models(JsonValue& object, const std::vector<SimpleModel>& models) {
  for (const auto& model : models) object[models_key].push_back(simple_model_json(model));
}

std::vector<SimpleModel> simple_models_in(const JsonValue& object) {
  std::vector<SimpleModel> models;
  if (const auto found = object.find(models_key); found != object.end())
    for (const auto& model : json_list(*found)) models.push_back(simple_model_from(model));
  return models;
}

}  // namespace plumb
