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

bool names_normalization(std::string_view module) {
  return module.find("norm") != std::string_view::npos || module.starts_with("bn");
}

}  // namespace

bool is_weight_matrix(std::string_view parameter) {
  const auto last_dot = parameter.rfind('.');
  const auto leaf = last_dot == std::string_view::npos ? parameter : parameter.substr(last_dot + 1);
  // weight_g: the lengths of a weight-normalized kernel.
  if (!leaf.starts_with("weight") || leaf == "weight_g") return false;
  if (last_dot == std::string_view::npos) return true;
  const auto module = parameter.substr(0, last_dot);
  const auto module_dot = module.rfind('.');
  return !names_normalization(module_dot == std::string_view::npos ? module
                                                                   : module.substr(module_dot + 1));
}

WeightSample collect_weights(const StoredTensors& checkpoint, std::int64_t epoch) {
  WeightSample sample;
  sample.epoch = epoch;
  for (const auto& tensor : checkpoint.tensors) {
    if (tensor.shape.size() < 2 || !is_weight_matrix(tensor.name)) continue;
    if (tensor.dtype == "F32") append<float>(tensor.bytes, sample);
    if (tensor.dtype == "F64") append<double>(tensor.bytes, sample);
  }
  return sample;
}

std::vector<std::size_t> weight_matrices(const std::vector<std::string>& parameters) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (is_weight_matrix(parameters[i])) chosen.push_back(i);
  }
  if (!chosen.empty()) return chosen;
  for (std::size_t i = 0; i < parameters.size(); ++i) chosen.push_back(i);
  return chosen;
}

std::string layer_name(std::string_view parameter) {
  constexpr std::string_view suffix = ".weight";
  if (parameter.ends_with(suffix) && parameter.size() > suffix.size()) {
    parameter.remove_suffix(suffix.size());
  }
  return std::string(parameter);
}

}  // namespace plumb
