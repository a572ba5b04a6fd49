#include "report/yardsticks.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "report/number_format.hpp"
#include "report/page_number.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

double measure_of(const SimpleModel& model) {
  return model.accuracy ? *model.accuracy : model.loss.value_or(0);
}

/// The most accurate one, or the one of the smallest loss, of those that rules compare networks
/// with; none where there are no models.
const SimpleModel* best_of(const std::vector<SimpleModel>& models) {
  const auto rank = [](const SimpleModel& model) {
    return model.accuracy ? measure_of(model) : -measure_of(model);
  };
  const SimpleModel* best = nullptr;
  for (const auto& model : models)
    if (!model.as_given && (best == nullptr || rank(model) > rank(*best))) best = &model;
  return best;
}

Json yardstick(double value, std::string label, bool reach) {
  return {{"value", page_number(value)}, {"label", std::move(label)}, {"reach", reach}};
}

}  // namespace

Json yardsticks_json(const RunContent& content) {
  Json json{{"loss", Json::array()}, {"accuracy", Json::array()}};
  const auto share = finite_number(content.run.summary_value("validation_majority_share"));
  if (share) json["accuracy"].push_back(yardstick(*share, "always the most frequent class", false));
  if (!content.facts) return json;
  const RunFacts& facts = *content.facts;
  if (facts.baseline_loss)
    json["loss"].push_back(yardstick(*facts.baseline_loss, "best constant prediction", false));
  if (const SimpleModel* best = best_of(facts.simple_models)) {
    const auto label = fmt::format("{} of {} samples", best->name, best->samples);
    json[best->accuracy ? "accuracy" : "loss"].push_back(yardstick(measure_of(*best), label, true));
  }
  return json;
}

}  // namespace plumb
