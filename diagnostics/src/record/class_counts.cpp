#include <cstddef>
#include <limits>
#include <string>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/evaluation_record.hpp"

namespace plumb {

std::vector<double> ClassCounts::accuracy() const {
  std::vector<double> shares;
  for (std::size_t i = 0; i < samples.size(); ++i)
    shares.push_back(samples[i] > 0
                         ? static_cast<double>(right[i]) / static_cast<double>(samples[i])
                         : std::numeric_limits<double>::quiet_NaN());
  return shares;
}

void ClassCounts::check() const {
  if (samples.size() != right.size())
    throw Error("the samples of " + std::to_string(samples.size()) +
                " classes are counted, and the right ones of " + std::to_string(right.size()));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (right[i] >= 0 && right[i] <= samples[i]) continue;
    throw Error("class " + std::to_string(i) + " has " + std::to_string(right[i]) +
                " right samples of " + std::to_string(samples[i]));
  }
}

}  // namespace plumb
