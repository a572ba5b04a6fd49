#include "training/standardization_file.hpp"

#include <nlohmann/json.hpp>

namespace plumb {

std::optional<std::string> standardization_json(const Dataset& dataset) {
  nlohmann::ordered_json json{{"format", 1}};
  if (const auto& inputs = dataset.standardization) {
    json["mean"] = inputs->mean;
    json["deviation"] = inputs->deviation;
  }
  if (const auto& targets = dataset.target_standardization) {
    json["target_mean"] = targets->mean.front();
    json["target_deviation"] = targets->deviation.front();
  }
  if (json.size() == 1) return std::nullopt;
  return json.dump() + '\n';
}

}  // namespace plumb
