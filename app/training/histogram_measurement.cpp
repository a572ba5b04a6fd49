#include "training/histogram_measurement.hpp"

#include <torch/types.h>

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include "plot/thinning.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "training/evaluation.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_layers = 100;
constexpr std::int64_t most_entries = std::int64_t{1} << 19;

constexpr std::int64_t linear_bins = 40;
constexpr std::int64_t bins_per_decade = 4;
constexpr std::int64_t lowest_decade = -45;  // the smallest float32 is 1.4e-45, the largest 3.4e38
constexpr std::int64_t log_bins = (39 - lowest_decade) * bins_per_decade;

/// What stands before the counts of a layer.
enum Header : std::int64_t { low, high, zeros, non_finite, mean, deviation, header_size };

/// How many of `bin` are 0, 1, … `size` − 1. Unlike bincount it does not wait for a device.
at::Tensor counts_of(const at::Tensor& bin, std::int64_t size) {
  return at::zeros({size}, bin.options()).scatter_add_(0, bin, at::ones_like(bin)).to(at::kDouble);
}

/// The bin that a position lies in; a position that is not a number, of no use, in the first.
at::Tensor bin_of(const at::Tensor& position, std::int64_t bins) {
  return position.floor().clamp(0, static_cast<double>(bins - 1)).nan_to_num(0).to(at::kLong);
}

/// The entries of a layer in double, which holds the edges of float32 bins exactly enough.
struct Entries {
  at::Tensor values;  // {n}
  at::Tensor finite;  // {n} bool
  at::Tensor count;   // {} of the finite ones

  explicit Entries(const at::Tensor& tensor)
      : values(tensor.detach().flatten().to(at::kDouble)),
        finite(values.isfinite()),
        count(finite.sum().to(at::kDouble)) {}

  at::Tensor finite_or(double other) const { return at::where(finite, values, other); }

  /// Header and counts as one vector.
  at::Tensor row(const at::Tensor& lowest, const at::Tensor& highest, const at::Tensor& zero_count,
                 const at::Tensor& counts) const {
    const at::Tensor average = finite_or(0).sum() / count;
    const at::Tensor variance = at::where(finite, values - average, 0).square().sum() / count;
    const at::Tensor header =
        at::stack({lowest, highest, zero_count, static_cast<double>(values.numel()) - count,
                   average, variance.sqrt()});
    return at::cat({header, counts});
  }
};

at::Tensor linear_row(const at::Tensor& tensor) {
  const Entries entries(tensor);
  const double infinity = std::numeric_limits<double>::infinity();
  const at::Tensor lowest = entries.finite_or(infinity).min();
  const at::Tensor highest = entries.finite_or(-infinity).max();
  const at::Tensor position = (entries.values - lowest) * (linear_bins / (highest - lowest));
  const at::Tensor bin = at::where(entries.finite, bin_of(position, linear_bins), linear_bins);
  return entries.row(lowest, highest, at::zeros_like(lowest),
                     counts_of(bin, linear_bins + 1).narrow(0, 0, linear_bins));
}

at::Tensor log_row(const at::Tensor& tensor) {
  const Entries entries(tensor);
  const at::Tensor zero = entries.values.eq(0);
  const at::Tensor position =
      entries.values.abs().log10().sub(static_cast<double>(lowest_decade)).mul(bins_per_decade);
  const at::Tensor counted = entries.finite.logical_and(zero.logical_not());
  const at::Tensor bin = at::where(counted, bin_of(position, log_bins), log_bins);
  const at::Tensor edge = at::zeros_like(entries.count);  // the host knows the edges
  return entries.row(edge, edge, zero.sum().to(at::kDouble),
                     counts_of(bin, log_bins + 1).narrow(0, 0, log_bins));
}

std::int64_t row_size(HistogramKind kind) {
  return header_size + (kind == HistogramKind::gradients ? log_bins : linear_bins);
}

/// One bin where all values are the same, none where there is no finite one.
void decode_linear(const double* counts, ValueHistogram& histogram) {
  if (!(histogram.low <= histogram.high)) {
    histogram.low = histogram.high = 0;
    return;
  }
  histogram.counts.assign(counts, counts + linear_bins);
  if (histogram.low == histogram.high) histogram.counts.resize(1);
}

/// Without the bins at either end that nothing is in.
void decode_log(const double* counts, ValueHistogram& histogram) {
  const auto filled = [](double count) { return count > 0; };
  const double* const end = counts + log_bins;
  const double* const first = std::find_if(counts, end, filled);
  const double* last = end;
  while (last != first && !filled(last[-1])) --last;
  if (first == last) return;
  const auto edge = [&](const double* bin) {
    return lowest_decade + static_cast<double>(bin - counts) / bins_per_decade;
  };
  histogram.low = edge(first);
  histogram.high = edge(last);
  histogram.counts.assign(first, last);
}

ValueHistogram decode(const double* row, HistogramKind kind) {
  ValueHistogram histogram;
  histogram.low = row[low];
  histogram.high = row[high];
  histogram.zeros = static_cast<std::int64_t>(row[zeros]);
  histogram.non_finite = static_cast<std::int64_t>(row[non_finite]);
  histogram.mean = row[mean];
  histogram.deviation = row[deviation];
  if (kind == HistogramKind::gradients)
    decode_log(row + header_size, histogram);
  else
    decode_linear(row + header_size, histogram);
  return histogram;
}

/// Collects what comes by the taps, copied, up to most_entries a tap.
class TapCollector {
 public:
  void visit(std::string_view name, const at::Tensor& x) {
    if (!x.defined() || x.numel() == 0 || !x.is_floating_point()) return;
    Tap& tap = taps_[position(name)];
    const at::Tensor all = x.detach().flatten();
    const std::int64_t taken = std::min(all.numel(), most_entries - tap.entries);
    if (taken <= 0) return;
    tap.visits.push_back(all.narrow(0, 0, taken).clone());
    tap.entries += taken;
  }

  NamedValues values() const {
    NamedValues values;
    for (const auto& tap : taps_) values.emplace_back(tap.name, at::cat(tap.visits));
    return values;
  }

 private:
  struct Tap {
    std::string name;
    std::vector<at::Tensor> visits;
    std::int64_t entries = 0;
  };

  std::size_t position(std::string_view name) {
    const auto [place, is_new] = places_.try_emplace(std::string(name), taps_.size());
    if (is_new) taps_.push_back({std::string(name), {}, 0});
    return place->second;
  }

  std::vector<Tap> taps_;  // in the order of their first visit
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

void HistogramMeasurement::add(HistogramKind kind, const NamedValues& layers) {
  const at::NoGradGuard no_grad;
  NamedValues counted;
  for (const auto& layer : layers) {
    if (layer.second.numel() > 0) counted.push_back(layer);
  }
  if (counted.empty()) return;
  EpochHistograms& row = rows_.emplace_back();
  row.kind = kind;
  row.of = static_cast<std::int64_t>(counted.size());
  for (const auto i : spread_positions(counted.size(), most_layers)) {
    const auto& [name, values] = counted[i];
    row.layers.push_back({name, {}});
    queued_.push_back(kind == HistogramKind::gradients ? log_row(values) : linear_row(values));
  }
}

std::vector<EpochHistograms> HistogramMeasurement::read(std::int64_t epoch) {
  auto rows = std::move(rows_);
  rows_.clear();
  if (rows.empty()) return rows;
  const at::Tensor all = at::cat(std::exchange(queued_, {})).to(at::kCPU);
  const double* next = all.const_data_ptr<double>();
  for (auto& row : rows) {
    row.epoch = epoch;
    for (auto& layer : row.layers) {
      layer.values = decode(next, row.kind);
      next += row_size(row.kind);
    }
  }
  return rows;
}

NamedValues matrices(const NamedValues& parameters) {
  NamedValues kept;
  for (const auto& parameter : parameters) {
    if (parameter.second.dim() >= 2) kept.push_back(parameter);
  }
  return kept;
}

NamedValues weight_values(const Network& network) {
  NamedValues values;
  for (const auto& parameter : network.named_parameters())
    values.emplace_back(parameter.key(), parameter.value());
  return matrices(values);
}

NamedValues activation_values(Network& network, const TensorSplit& split, Precision precision) {
  const at::NoGradGuard no_grad;
  const MeasurementMode mode(network);
  TapCollector collector;
  const TapObserver observer(
      [&](std::string_view name, const at::Tensor& x) { collector.visit(name, x); });
  const std::int64_t samples = std::min(samples_of_a_pass(split), split.count());
  forward(network, split.range(0, samples).features, precision);
  return collector.values();
}

}  // namespace plumb
