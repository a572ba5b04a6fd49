#include "plot/weights.hpp"

#include <cmath>
#include <cstring>

namespace plumb {
namespace {

template <typename T>
void append(const std::vector<std::byte>& bytes, WeightSample& sample) {
  const std::size_t count = bytes.size() / sizeof(T);
  sample.values.reserve(sample.values.size() + count);
  for (std::size_t i = 0; i < count; ++i) {
    T value;
    std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
    if (std::isfinite(value)) {
      sample.values.push_back(static_cast<double>(value));
    } else {
      ++sample.non_finite_count;
    }
  }
}

/// A checkpoint has shapes, but not whether a tensor is a parameter.
std::vector<Layer> stored_layers(const StoredTensors& checkpoint,
                                 const std::vector<ParameterInfo>& known) {
  std::vector<std::string> names;
  for (const auto& tensor : checkpoint.tensors) names.push_back(tensor.name);
  auto layers = layers_of(names, known);
  std::erase_if(layers, [&](const Layer& layer) {
    return checkpoint.tensors[layer.parameter].shape.size() < 2;
  });
  return layers;
}

}  // namespace

WeightSample collect_weights(const StoredTensors& checkpoint, std::int64_t epoch,
                             const std::vector<ParameterInfo>& known) {
  WeightSample sample;
  sample.epoch = epoch;
  for (const auto& layer : stored_layers(checkpoint, known)) {
    const auto& tensor = checkpoint.tensors[layer.parameter];
    if (tensor.dtype == "F32") append<float>(tensor.bytes, sample);
    if (tensor.dtype == "F64") append<double>(tensor.bytes, sample);
  }
  return sample;
}

std::vector<Layer> drawn_layers(const std::vector<std::string>& parameters,
                                const std::vector<ParameterInfo>& known) {
  auto layers = layers_of(parameters, known);
  if (!layers.empty()) return layers;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    layers.push_back({layer_name(parameters[i]), i});
  return layers;
}

}  // namespace plumb
