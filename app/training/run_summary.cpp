#include "training/run_summary.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "plumb/diagnostics/thresholds.hpp"
#include "plumb/internal/json_number.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

/// Accuracies are NaN where there is none.
Json accuracy(double value) {
  return std::isnan(value) ? Json(nullptr) : Json(value);
}

/// The best and the newest evaluation; null in a run that ended before its first.
void add_evaluations(const RunSummary& s, Json& json) {
  const EpochRow& last = s.last;
  const auto add = [&](const char* key, Json value) {
    json[key] = s.evaluated ? std::move(value) : Json(nullptr);
  };
  add("best_val_accuracy", accuracy(s.best_val_accuracy));
  add("best_val_loss", json_number(s.best_val_loss));
  add("final_train_loss", last.epoch > 0 ? json_number(last.train_loss) : Json(nullptr));
  add("final_train_accuracy", accuracy(last.train_accuracy));
  add("final_train_eval_loss", json_number(last.train_eval_loss));
  add("final_train_eval_accuracy", accuracy(last.train_eval_accuracy));
  add("final_val_loss", json_number(last.val_loss));
  add("final_val_accuracy", accuracy(last.val_accuracy));
  if (s.validation_classes.samples.empty()) return;
  Json& by_class = json["validation_class_accuracy"] = Json::array();
  for (const double share : s.validation_classes.accuracy()) by_class.push_back(accuracy(share));
}

template <typename T>
Json optional(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json finding_counts(const std::vector<Finding>& findings) {
  Json counts{{"info", 0}, {"warning", 0}, {"error", 0}};
  for (const auto& finding : findings) {
    auto& count = counts[std::string(to_string(finding.severity))];
    count = count.get<int>() + 1;
  }
  return counts;
}

}  // namespace

std::string to_json(const RunSummary& s) {
  Json json;
  json["format"] = 1;
  json["status"] = to_string(s.status);
  json["name"] = s.name;
  json["model"] = s.model;
  json["data"] = s.data;
  json["device"] = s.device;
  json["cuda_graph"] = s.cuda_graph.empty() ? Json(nullptr) : Json(s.cuda_graph);
  json["threads"] = s.threads;
  json["seed"] = s.seed;
  json["clip"] = s.clip;
  json["on_spike"] = s.on_spike;
  json["directory"] = s.directory;
  json["parameters"] = s.parameters;
  json["train_samples"] = s.train_samples;
  json["validation_samples"] = s.validation_samples;
  json["validation_majority_share"] = optional(s.majority_share);
  json["planned_epochs"] = s.planned_epochs;
  json["planned_steps"] = s.planned_steps;
  json["steps_per_epoch"] = s.steps_per_epoch;
  json["steps"] = s.steps;
  json["first_step"] = s.first_step;
  if (!s.went_on_from.empty()) json["went_on_from"] = s.went_on_from;
  json["epochs"] = s.epochs;
  json["seconds"] = json_number(s.seconds);
  json["ms_per_step"] = json_number(s.ms_per_step);
  json["cpu_ms_per_step"] = json_number(s.cpu_ms_per_step);
  add_evaluations(s, json);
  json["largest_norm"] = json_number(s.largest_norm);
  json["largest_step_norm"] = json_number(s.largest_step_norm);
  json["first_non_finite_step"] = optional(s.first_non_finite_step);
  json["exploded_epoch"] = optional(s.exploded_epoch);
  json["clipped_share"] = json_number(s.clipped_share());
  json["skipped_updates"] = s.skipped_updates;
  json["rollbacks"] = s.rollbacks;
  json["findings"] = finding_counts(s.findings);
  return json_document(json);
}

bool ExplosionWatch::add(std::int64_t epoch, double largest_norm, double loss) {
  const bool grown = largest_ && largest_norm > Thresholds().explosion_factor * *largest_;
  const bool worse = lowest_loss_ && !(loss <= 1.1 * *lowest_loss_);
  if ((!std::isfinite(largest_norm) || (grown && worse)) && !exploded_) exploded_ = epoch;
  if (std::isfinite(largest_norm)) largest_ = std::max(largest_.value_or(0), largest_norm);
  if (std::isfinite(loss)) lowest_loss_ = std::min(lowest_loss_.value_or(loss), loss);
  return exploded_.has_value();
}

}  // namespace plumb
