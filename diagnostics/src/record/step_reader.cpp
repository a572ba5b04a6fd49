#include <unordered_map>

#include "csv.hpp"
#include "json_line.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace {

using Json = JsonLineReader::Json;

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
  explicit StepParser(std::filesystem::path file) : reader_(std::move(file)) {}

  void add(std::string_view line, std::size_t line_number) {
    const auto object = reader_.parse(line, line_number);
    StepTable::Row row;
    row.step = reader_.integer(object, "step");
    row.epoch = reader_.integer(object, "epoch");
    row.loss = reader_.number(object, "loss");
    row.norm = reader_.number(object, "norm");
    row.norm_after =
        object.contains("norm_after") ? reader_.number(object, "norm_after") : row.norm;
    row.skipped = reader_.flag(object, "skipped");
    row.rolled_back = reader_.flag(object, "rolled_back");
    row.learning_rate = reader_.optional_number(object, "lr");
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
  std::size_t parameter(const std::string& name) {
    const std::size_t i = parameters_.of(name);
    if (i == table_.parameters.size()) table_.parameters.push_back(name);
    return i;
  }

  std::vector<std::optional<double>> by_parameter(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_object()) reader_.reject(std::string("its ") + key + " are not an object");
    std::vector<std::optional<double>> values(parameters_.size());
    for (const auto& [name, number] : found->items()) {
      const std::size_t i = parameter(name);
      if (i >= values.size()) values.resize(i + 1);
      values[i] = reader_.value(number, name);
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
    if (!found->is_object()) reader_.reject("its activations are not an object");
    row.activations.resize(taps_.size());
    for (const auto& [name, probe] : found->items()) {
      if (!probe.is_object()) reader_.reject("activation \"" + name + "\" is not an object");
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

  JsonLineReader reader_;
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
