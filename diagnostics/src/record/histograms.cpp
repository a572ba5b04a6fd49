#include "plumb/diagnostics/histograms.hpp"

#include <numeric>

namespace plumb {

std::int64_t ValueHistogram::entries() const {
  return std::accumulate(counts.begin(), counts.end(), zeros + non_finite);
}

std::string_view to_string(HistogramKind kind) {
  switch (kind) {
    case HistogramKind::weights:
      return "weights";
    case HistogramKind::gradients:
      return "gradients";
    case HistogramKind::activations:
      return "activations";
  }
  return "";
}

}  // namespace plumb
