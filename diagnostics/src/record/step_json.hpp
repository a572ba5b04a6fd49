#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Writes records as lines of steps.jsonl.
class StepJson {
 public:
  explicit StepJson(const std::vector<ParameterInfo>& parameters);

  /// One line, without the newline. `taps`: the monitor's, which may have grown since the last
  /// call.
  std::string line(const StepRecord& record, const std::vector<TapInfo>& taps, std::int64_t epoch);

 private:
  std::string activations(const StepRecord& record, const std::vector<TapInfo>& taps);

  std::vector<std::string> parameters_, taps_;  // quoted names
};

}  // namespace plumb
