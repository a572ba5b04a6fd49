#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json_line.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Positions of names in the order of their first appearance.
class NameIndex {
 public:
  std::size_t of(const std::string& name) {
    return index_.try_emplace(name, index_.size()).first->second;
  }

 private:
  std::unordered_map<std::string, std::size_t> index_;
};

/// Lines of steps.jsonl, one after the other.
class StepParser {
 public:
  /// `file`: for the text of errors.
  explicit StepParser(std::filesystem::path file) : reader_(std::move(file)) {}

  /// The row is as wide as the parameters and taps seen so far. Throws Error, which names file and
  /// line, for one that is no step.
  StepTable::Row parse(std::string_view line, std::size_t line_number);

  /// In the order of the rows' norms, probes and activations: that of their first appearance.
  const std::vector<std::string>& parameters() const { return parameters_; }
  const std::vector<TapInfo>& taps() const { return taps_; }

 private:
  using Json = JsonLineReader::Json;
  using Values = std::vector<std::optional<double>>;

  std::size_t parameter(const std::string& name);
  std::size_t tap(const std::string& name, const std::string& kind);
  Values by_parameter(const Json& object, const char* key);
  void read_probes(const Json& object, StepRecord& row);
  void read_activations(const Json& object, StepRecord& row);
  void read_origin(const Json& object, StepRecord& row) const;
  ActivationProbe activation(const Json& object) const;

  JsonLineReader reader_;
  NameIndex parameter_index_, tap_index_;
  std::vector<std::string> parameters_;
  std::vector<TapInfo> taps_;
};

}  // namespace plumb
