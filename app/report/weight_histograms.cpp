#include "report/weight_histograms.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "plot/thinning.hpp"
#include "plot/weights.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

constexpr std::size_t bin_count = 40;

struct LayerWeights {
  std::string layer;
  WeightSample sample;
};

/// Every weight matrix of a checkpoint, in the order of the file.
std::vector<LayerWeights> read_layers(const std::filesystem::path& file, std::int64_t epoch,
                                      const std::vector<ParameterInfo>& known) {
  auto stored = read_safetensors(file);
  std::vector<LayerWeights> layers;
  for (auto& tensor : stored.tensors) {
    const auto name = layer_name(tensor.name);
    StoredTensors one;
    one.tensors.push_back(std::move(tensor));
    auto sample = collect_weights(one, epoch, known);
    if (!sample.values.empty() || sample.non_finite_count > 0)
      layers.push_back({name, std::move(sample)});
  }
  return layers;
}

WeightSample merged(const std::vector<LayerWeights>& layers, std::int64_t epoch) {
  WeightSample all;
  all.epoch = epoch;
  for (const auto& layer : layers) {
    all.values.insert(all.values.end(), layer.sample.values.begin(), layer.sample.values.end());
    all.non_finite_count += layer.sample.non_finite_count;
  }
  return all;
}

WeightHistogram histogram(std::string layer, const std::vector<const WeightSample*>& samples) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto* sample : samples) {
    for (const double value : sample->values) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (!(low < high)) {  // one value, or none that is finite
    low = low == high ? low - 0.5 : 0;
    high = low + 1;
  }
  WeightHistogram result{std::move(layer), low, high, {}};
  const double per_width = static_cast<double>(bin_count) / (high - low);
  for (const auto* sample : samples) {
    WeightHistogram::Counts counts{sample->epoch, std::vector<std::size_t>(bin_count, 0),
                                   sample->non_finite_count};
    for (const double value : sample->values) {
      const auto bin = static_cast<std::size_t>((value - low) * per_width);
      ++counts.bins[std::min(bin, bin_count - 1)];
    }
    result.checkpoints.push_back(std::move(counts));
  }
  return result;
}

const WeightSample* sample_of(const std::vector<LayerWeights>& layers, const std::string& layer) {
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const auto& candidate) { return candidate.layer == layer; });
  return found == layers.end() ? nullptr : &found->sample;
}

}  // namespace

std::vector<WeightHistogram> weight_histograms(const RecordedRun& run, std::size_t most_layers) {
  const auto checkpoints = find_checkpoints(run.directory);
  if (checkpoints.empty()) return {};
  const auto& [last_epoch, last_file] = *checkpoints.rbegin();
  const auto last = read_layers(last_file, last_epoch, run.parameters);
  if (last.empty()) return {};
  std::vector<LayerWeights> first;
  if (checkpoints.size() > 1)
    first = read_layers(checkpoints.begin()->second, checkpoints.begin()->first, run.parameters);

  std::vector<WeightHistogram> histograms;
  const auto add = [&](std::string layer, const WeightSample* before, const WeightSample& now) {
    std::vector<const WeightSample*> samples;
    if (before != nullptr) samples.push_back(before);
    samples.push_back(&now);
    histograms.push_back(histogram(std::move(layer), samples));
  };
  const auto all_before = merged(first, checkpoints.begin()->first);
  add("", first.empty() ? nullptr : &all_before, merged(last, last_epoch));
  // A checkpoint is sorted by name; the names count up from the input to the output.
  for (const auto i : spread_positions(last.size(), most_layers))
    add(last[i].layer, sample_of(first, last[i].layer), last[i].sample);
  return histograms;
}

}  // namespace plumb
