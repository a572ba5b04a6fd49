#include "training/standardization_file.hpp"

#include <nlohmann/json.hpp>

namespace plumb {

std::optional<std::string> standardization_json(const Dataset& dataset) {
  nlohmann::ordered_json json{{"format", 1}};
  if (const auto& inputs = dataset.standardization) {
    const bool is_robust = inputs->bound > 0;
    json[is_robust ? "center" : "mean"] = inputs->center;
    json[is_robust ? "scale" : "deviation"] = inputs->scale;
    if (is_robust) json["bound"] = inputs->bound;
  }
  if (const auto& targets = dataset.target_standardization) {
    json["target_mean"] = targets->center.front();
    json["target_deviation"] = targets->scale.front();
  }
  if (json.size() == 1) return std::nullopt;
  return json.dump() + '\n';
}

}  // namespace plumb
