#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;  // a step's norms come in the order of the parameters

/// Positions of names in the order of their first appearance.
class NameIndex {
 public:
  std::size_t of(const std::string& name) {
    return index_.try_emplace(name, index_.size()).first->second;
  }
  std::size_t size() const { return index_.size(); }

 private:
  std::unordered_map<std::string, std::size_t> index_;
};

/// steps.jsonl, line by line.
class StepParser {
 public:
  explicit StepParser(std::filesystem::path file) : file_(std::move(file)) {}

  void add(std::string_view line, std::size_t line_number) {
    line_ = line_number;
    const auto object = Json::parse(line, nullptr, false);
    if (!object.is_object()) reject("it is not a JSON object");
    StepTable::Row row;
    row.step = integer(object, "step");
    row.epoch = integer(object, "epoch");
    row.loss = number(object, "loss");
    row.norm = number(object, "norm");
    row.norm_after = object.contains("norm_after") ? number(object, "norm_after") : row.norm;
    row.skipped = flag(object, "skipped");
    row.rolled_back = flag(object, "rolled_back");
    row.learning_rate = optional_number(object, "lr");
    row.norms = by_parameter(object, "norms");
    row.norms_after = by_parameter(object, "norms_after");
    row.clipped = !row.norms_after.empty();
    read_probes(object, row);
    read_activations(object, row);
    read_origin(object, row);
    while (!table_.rows.empty() && table_.rows.back().step >= row.step) table_.rows.pop_back();
    table_.rows.push_back(std::move(row));
  }

  /// Every row as wide as the last one: parameters may appear late.
  StepTable finish() {
    for (auto& row : table_.rows) {
      for (auto* values : {&row.norms, &row.norms_after}) {
        if (!values->empty() || values == &row.norms) values->resize(parameters_.size());
      }
      if (!row.probes.empty()) row.probes.resize(parameters_.size());
      if (!row.activations.empty()) row.activations.resize(taps_.size());
    }
    return std::move(table_);
  }

 private:
  [[noreturn]] void reject(const std::string& reason) const {
    throw Error("\"" + file_.string() + "\", line " + std::to_string(line_) + ": " + reason);
  }

  std::int64_t integer(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) {
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
  bool flag(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) return false;
    if (!found->is_boolean()) reject(std::string("\"") + key + "\" is neither true nor false");
    return found->get<bool>();
  }

  std::size_t parameter(const std::string& name) {
    const std::size_t i = parameters_.of(name);
    if (i == table_.parameters.size()) table_.parameters.push_back(name);
    return i;
  }

  std::vector<std::optional<double>> by_parameter(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_object()) reject(std::string("its ") + key + " are not an object");
    std::vector<std::optional<double>> values(parameters_.size());
    for (const auto& [name, number] : found->items()) {
      const std::size_t i = parameter(name);
      if (i >= values.size()) values.resize(i + 1);
      values[i] = value(number, name);
    }
    return values;
  }

  void read_probes(const Json& object, StepRecord& row) {
    const auto weights = by_parameter(object, "weights");
    if (weights.empty()) return;
    const auto updates = by_parameter(object, "updates");
    const auto zeros = by_parameter(object, "zeros");
    const auto non_finite = by_parameter(object, "non_finite");
    const auto at = [](const auto& values, std::size_t i) {
      return i < values.size() ? values[i] : std::nullopt;
    };
    row.probes.resize(parameters_.size());
    for (std::size_t i = 0; i < row.probes.size(); ++i) {
      auto& probe = row.probes[i];
      probe.weight = at(weights, i).value_or(0);
      probe.update = at(updates, i).value_or(0);
      probe.zeros = at(zeros, i);
      probe.non_finite = static_cast<std::int64_t>(at(non_finite, i).value_or(0));
    }
  }

  void read_activations(const Json& object, StepRecord& row) {
    const auto found = object.find("activations");
    if (found == object.end()) return;
    if (!found->is_object()) reject("its activations are not an object");
    row.activations.resize(taps_.size());
    for (const auto& [name, probe] : found->items()) {
      if (!probe.is_object()) reject("activation \"" + name + "\" is not an object");
      const std::size_t i = taps_.of(name);
      if (i == table_.taps.size())
        table_.taps.push_back({name, activation_kind(probe.value("kind", "other")), 0});
      if (i >= row.activations.size()) row.activations.resize(i + 1);
      row.activations[i] = activation(probe);
    }
  }

  static void read_origin(const Json& object, StepRecord& row) {
    const auto found = object.find("origin");
    if (found == object.end() || !found->is_object()) return;
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

  std::filesystem::path file_;
  std::size_t line_ = 0;
  StepTable table_;
  NameIndex parameters_, taps_;
};

}  // namespace

StepTable read_steps(const std::filesystem::path& directory) {
  StepParser parser(directory / "steps.jsonl");
  for_each_complete_line(directory / "steps.jsonl", [&](std::string_view line, std::size_t number) {
    parser.add(line, number);
  });
  return parser.finish();
}

}  // namespace plumb
