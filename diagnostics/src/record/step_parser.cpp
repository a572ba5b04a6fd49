#include "step_parser.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;  // a step's norms come in the order of the parameters
using Values = std::vector<std::optional<double>>;

}  // namespace

/// One line of the file, on its way to a row.
class StepParser::Line {
 public:
  Line(StepParser& parser, std::string_view text, std::size_t number)
      : parser_(parser), number_(number), object_(Json::parse(text, nullptr, false)) {
    if (!object_.is_object()) reject("it is not a JSON object");
  }

  StepTable::Row row() {
    StepTable::Row row;
    row.step = integer("step");
    row.epoch = integer("epoch");
    row.loss = number(object_, "loss");
    row.norm = number(object_, "norm");
    row.norm_after = object_.contains("norm_after") ? number(object_, "norm_after") : row.norm;
    row.skipped = flag("skipped");
    row.rolled_back = flag("rolled_back");
    row.learning_rate = optional_number(object_, "lr");
    row.norms = by_parameter("norms");
    row.norms_after = by_parameter("norms_after");
    row.clipped = !row.norms_after.empty();
    read_probes(row);
    read_activations(row);
    read_origin(row);
    return row;
  }

 private:
  [[noreturn]] void reject(const std::string& reason) const {
    throw Error("\"" + parser_.file_.string() + "\", line " + std::to_string(number_) + ": " +
                reason);
  }

  std::int64_t integer(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end() || !found->is_number_integer()) {
      reject(std::string("it has no whole number \"") + key + "\"");
    }
    return found->get<std::int64_t>();
  }

  double number(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) reject(std::string("it has no \"") + key + "\"");
    return value(*found, key).value_or(std::numeric_limits<double>::quiet_NaN());
  }

  /// Nothing for null.
  std::optional<double> value(const Json& number, const std::string& key) const {
    if (number.is_number()) return number.get<double>();
    if (number.is_null()) return std::nullopt;
    if (number.is_string()) {
      const auto& text = number.get_ref<const std::string&>();
      if (text == "nan" || text == "inf" || text == "-inf") return parse_csv_number(text);
    }
    reject("\"" + key + "\" is " + number.dump() + ", not a number");
  }

  /// An object's value for a key: nothing if it is not there.
  std::optional<double> optional_number(const Json& object, const char* key) const {
    const auto found = object.find(key);
    return found == object.end() ? std::nullopt : value(*found, key);
  }

  /// False where it is not there.
  bool flag(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) return false;
    if (!found->is_boolean()) reject(std::string("\"") + key + "\" is neither true nor false");
    return found->get<bool>();
  }

  Values by_parameter(const char* key) {
    const auto found = object_.find(key);
    if (found == object_.end()) return {};
    if (!found->is_object()) reject(std::string("its ") + key + " are not an object");
    Values values(parser_.parameters_.size());
    for (const auto& [name, number] : found->items()) {
      const std::size_t i = parser_.parameter(name);
      if (i >= values.size()) values.resize(i + 1);
      values[i] = value(number, name);
    }
    return values;
  }

  void read_probes(StepRecord& row) {
    const auto weights = by_parameter("weights");
    if (weights.empty()) return;
    const auto updates = by_parameter("updates");
    const auto zeros = by_parameter("zeros");
    const auto non_finite = by_parameter("non_finite");
    const auto at = [](const Values& values, std::size_t i) {
      return i < values.size() ? values[i] : std::nullopt;
    };
    row.probes.resize(parser_.parameters_.size());
    for (std::size_t i = 0; i < row.probes.size(); ++i) {
      auto& probe = row.probes[i];
      probe.weight = at(weights, i).value_or(0);
      probe.update = at(updates, i).value_or(0);
      probe.zeros = at(zeros, i);
      probe.non_finite = static_cast<std::int64_t>(at(non_finite, i).value_or(0));
    }
  }

  void read_activations(StepRecord& row) {
    const auto found = object_.find("activations");
    if (found == object_.end()) return;
    if (!found->is_object()) reject("its activations are not an object");
    row.activations.resize(parser_.taps_.size());
    for (const auto& [name, probe] : found->items()) {
      if (!probe.is_object()) reject("activation \"" + name + "\" is not an object");
      const std::size_t i = parser_.tap(name, probe.value("kind", "other"));
      if (i >= row.activations.size()) row.activations.resize(i + 1);
      row.activations[i] = activation(probe);
    }
  }

  void read_origin(StepRecord& row) const {
    const auto found = object_.find("origin");
    if (found == object_.end() || !found->is_object()) return;
    row.origin = {non_finite_pass(found->value("pass", "")), found->value("layer", ""),
                  found->value("operation", "")};
  }

  ActivationProbe activation(const Json& object) const {
    ActivationProbe probe;
    probe.mean = number(object, "mean");
    probe.deviation = number(object, "deviation");
    probe.spread = optional_number(object, "spread");
    probe.saturated = optional_number(object, "saturated");
    probe.zeros = number(object, "zeros");
    probe.inactive = number(object, "inactive");
    probe.non_finite = static_cast<std::int64_t>(optional_number(object, "non_finite").value_or(0));
    probe.gradient = optional_number(object, "gradient");
    return probe;
  }

  StepParser& parser_;
  std::size_t number_;
  Json object_;
};

StepTable::Row StepParser::parse(std::string_view line, std::size_t line_number) {
  return Line(*this, line, line_number).row();
}

std::size_t StepParser::parameter(const std::string& name) {
  const std::size_t i = parameter_index_.of(name);
  if (i == parameters_.size()) parameters_.push_back(name);
  return i;
}

std::size_t StepParser::tap(const std::string& name, std::string_view kind) {
  const std::size_t i = tap_index_.of(name);
  if (i == taps_.size()) taps_.push_back({name, activation_kind(kind), 0});
  return i;
}

}  // namespace plumb
