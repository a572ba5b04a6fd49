#include "simple_model_json.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace plumb {
namespace {

std::optional<double> number_if_there(const JsonValue& json, const char* key) {
  return json.contains(key) ? std::optional(json_at<double>(json, key)) : std::nullopt;
}

}  // namespace

JsonValue simple_model_json(const SimpleModel& model) {
  JsonValue json{{"name", model.name}, {"samples", model.samples}, {"tested", model.tested}};
  if (model.accuracy) json["accuracy"] = *model.accuracy;
  if (model.loss) json["loss"] = *model.loss;
  if (model.is_linear) json["is_linear"] = true;
  return json;
}

SimpleModel simple_model_from(const JsonValue& json) {
  SimpleModel model;
  model.name = json_at<std::string>(json, "name");
  model.samples = json_at<std::int64_t>(json, "samples");
  model.tested = json_at<std::int64_t>(json, "tested");
  model.accuracy = number_if_there(json, "accuracy");
  model.loss = number_if_there(json, "loss");
  model.is_linear = json_at(json, "is_linear", false);
  model.check();
  return model;
}

}  // namespace plumb
