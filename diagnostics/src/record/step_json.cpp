#include "step_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "plumb/internal/number_text.hpp"
#include "plumb/internal/utf8.hpp"

namespace plumb {
namespace {

std::string json_text(std::string_view text) {
  return nlohmann::json(as_valid_utf8(text)).dump();
}

std::string number_or_null(const std::optional<double>& value) {
  return value ? json_token(*value) : "null";
}

/// {"name":value,…}, in the order of the names; `value` gives the JSON text, empty to leave it out.
template <typename Value>
std::string object(const std::vector<std::string>& names, std::size_t count, Value value) {
  std::string text = "{";
  for (std::size_t i = 0; i < count; ++i) {
    const std::string entry = value(i);
    if (entry.empty()) continue;
    if (text.size() > 1) text += ',';
    text += names[i];
    text += ':';
    text += entry;
  }
  return text + '}';
}

std::string activation_json(const ActivationProbe& probe, ActivationKind kind) {
  std::string text = "{\"kind\":" + json_text(to_string(kind));
  const auto add = [&](const char* key, const std::string& value) {
    text += ",\"";
    text += key;
    text += "\":";
    text += value;
  };
  add("mean", json_token(probe.mean));
  add("deviation", json_token(probe.deviation));
  add("spread", number_or_null(probe.spread));
  if (probe.saturated) add("saturated", json_token(*probe.saturated));
  add("zeros", json_token(probe.zeros));
  add("inactive", json_token(probe.inactive));
  if (probe.non_finite > 0) add("non_finite", std::to_string(probe.non_finite));
  add("gradient", number_or_null(probe.gradient));
  return text + '}';
}

}  // namespace

StepJson::StepJson(const std::vector<ParameterInfo>& parameters) {
  for (const auto& parameter : parameters) parameters_.push_back(json_text(parameter.name));
}

std::string StepJson::activations(const StepRecord& record, const std::vector<TapInfo>& taps) {
  for (std::size_t i = taps_.size(); i < taps.size(); ++i) taps_.push_back(json_text(taps[i].name));
  return object(taps_, record.activations.size(), [&](std::size_t i) {
    const auto& probe = record.activations[i];
    return probe ? activation_json(*probe, taps[i].kind) : std::string();
  });
}

std::string StepJson::line(const StepRecord& record, const std::vector<TapInfo>& taps,
                           std::int64_t epoch) {
  std::string text = "{\"step\":" + std::to_string(record.step);
  const auto add = [&](const char* key, const std::string& value) {
    text += ",\"";
    text += key;
    text += "\":";
    text += value;
  };
  const auto by_parameter = [&](std::size_t count, auto value) {
    return object(parameters_, count, value);
  };
  add("epoch", std::to_string(epoch));
  add("loss", json_token(record.loss));
  add("norm", json_token(record.norm));
  add("norm_after", json_token(record.norm_after));
  add("skipped", record.skipped ? "true" : "false");
  if (record.rolled_back) add("rolled_back", "true");
  if (record.gradients_kept) add("gradients_kept", "true");
  if (record.learning_rate) add("lr", json_token(*record.learning_rate));
  add("norms", by_parameter(record.norms.size(),
                            [&](std::size_t i) { return number_or_null(record.norms[i]); }));
  if (!record.norms_after.empty()) {
    add("norms_after", by_parameter(record.norms_after.size(), [&](std::size_t i) {
          return number_or_null(record.norms_after[i]);
        }));
  }
  if (!record.probes.empty()) {
    const auto& probes = record.probes;
    const std::size_t count = probes.size();
    add("weights", by_parameter(count, [&](auto i) { return json_token(probes[i].weight); }));
    add("updates", by_parameter(count, [&](auto i) { return json_token(probes[i].update); }));
    add("zeros", by_parameter(count, [&](auto i) { return number_or_null(probes[i].zeros); }));
    const std::string non_finite = by_parameter(count, [&](auto i) {
      return probes[i].non_finite > 0 ? std::to_string(probes[i].non_finite) : std::string();
    });
    if (non_finite != "{}") add("non_finite", non_finite);
    const std::string constant =
        by_parameter(count, [&](auto i) { return std::string(probes[i].constant ? "1" : ""); });
    if (constant != "{}") add("constant", constant);
    if (probes.front().requires_grad) {
      add("frozen", by_parameter(count, [&](auto i) {
            return std::string(probes[i].requires_grad.value_or(true) ? "" : "1");
          }));
    }
  }
  if (!record.activations.empty()) add("activations", activations(record, taps));
  if (record.origin) {
    add("origin", nlohmann::ordered_json{{"pass", to_string(record.origin->pass)},
                                         {"layer", as_valid_utf8(record.origin->layer)},
                                         {"operation", record.origin->operation}}
                      .dump());
  }
  return text + '}';
}

}  // namespace plumb
