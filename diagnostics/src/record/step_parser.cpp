#include "step_parser.hpp"

namespace plumb {

StepTable::Row StepParser::parse(std::string_view line, std::size_t line_number) {
  const auto object = reader_.parse(line, line_number);
  StepTable::Row row;
  row.step = reader_.integer(object, "step");
  row.epoch = reader_.integer(object, "epoch");
  row.loss = reader_.number(object, "loss");
  row.norm = reader_.number(object, "norm");
  row.norm_after = object.contains("norm_after") ? reader_.number(object, "norm_after") : row.norm;
  row.skipped = reader_.flag(object, "skipped");
  row.rolled_back = reader_.flag(object, "rolled_back");
  row.gradients_kept = reader_.flag(object, "gradients_kept");
  row.learning_rate = reader_.optional_number(object, "lr");
  row.norms = by_parameter(object, "norms");
  row.norms_after = by_parameter(object, "norms_after");
  row.clipped = !row.norms_after.empty();
  read_probes(object, row);
  read_activations(object, row);
  read_origin(object, row);
  return row;
}

void StepParser::read_origin(const Json& object, StepRecord& row) const {
  const auto found = object.find("origin");
  if (found == object.end() || !found->is_object()) return;
  row.origin = {non_finite_pass(reader_.text(*found, "pass", "")),
                reader_.text(*found, "layer", ""), reader_.text(*found, "operation", "")};
}

std::size_t StepParser::parameter(const std::string& name) {
  const std::size_t i = parameter_index_.of(name);
  if (i == parameters_.size()) parameters_.push_back(name);
  return i;
}

std::size_t StepParser::tap(const std::string& name, const std::string& kind) {
  const std::size_t i = tap_index_.of(name);
  if (i == taps_.size()) taps_.push_back({name, activation_kind(kind), 0});
  return i;
}

StepParser::Values StepParser::by_parameter(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (!found->is_object()) reader_.reject(std::string("its ") + key + " are not an object");
  Values values(parameters_.size());
  for (const auto& [name, number] : found->items()) {
    const std::size_t i = parameter(name);
    if (i >= values.size()) values.resize(i + 1);
    values[i] = reader_.value(number, name);
  }
  return values;
}

void StepParser::read_probes(const Json& object, StepRecord& row) {
  const auto weights = by_parameter(object, "weights");
  if (weights.empty()) return;
  const auto updates = by_parameter(object, "updates");
  const auto zeros = by_parameter(object, "zeros");
  const auto non_finite = by_parameter(object, "non_finite");
  const auto constant = by_parameter(object, "constant");
  const bool tells_frozen = object.contains("frozen");
  const auto frozen = by_parameter(object, "frozen");
  const auto at = [](const Values& values, std::size_t i) {
    return i < values.size() ? values[i] : std::nullopt;
  };
  row.probes.resize(parameters_.size());
  for (std::size_t i = 0; i < row.probes.size(); ++i) {
    auto& probe = row.probes[i];
    probe.weight = at(weights, i).value_or(0);
    probe.update = at(updates, i).value_or(0);
    probe.zeros = at(zeros, i);
    probe.non_finite = static_cast<std::int64_t>(at(non_finite, i).value_or(0));
    probe.constant = at(constant, i).value_or(0) != 0;
    if (tells_frozen) probe.requires_grad = at(frozen, i).value_or(0) == 0;
  }
}

void StepParser::read_activations(const Json& object, StepRecord& row) {
  const auto found = object.find("activations");
  if (found == object.end()) return;
  if (!found->is_object()) reader_.reject("its activations are not an object");
  row.activations.resize(taps_.size());
  for (const auto& [name, probe] : found->items()) {
    if (!probe.is_object()) reader_.reject("activation \"" + name + "\" is not an object");
    const std::size_t i = tap(name, reader_.text(probe, "kind", "other"));
    if (i >= row.activations.size()) row.activations.resize(i + 1);
    row.activations[i] = activation(probe);
  }
}

ActivationProbe StepParser::activation(const Json& object) const {
  ActivationProbe probe;
  probe.mean = reader_.number(object, "mean");
  probe.deviation = reader_.number(object, "deviation");
  probe.spread = reader_.optional_number(object, "spread");
  probe.saturated = reader_.optional_number(object, "saturated");
  probe.zeros = reader_.number(object, "zeros");
  probe.inactive = reader_.number(object, "inactive");
  probe.non_finite =
      static_cast<std::int64_t>(reader_.optional_number(object, "non_finite").value_or(0));
  probe.gradient = reader_.optional_number(object, "gradient");
  return probe;
}

}  // namespace plumb
