#include "cases.hpp"

#include <torch/types.h>

#include <fstream>

#include <fmt/format.h>

#include "data/dataset.hpp"

namespace plumb::bench {

std::string Case::name() const {
  return fmt::format("{},{},{},{}", activation, initializer, depth, width);
}

NetworkOptions Case::options(std::uint64_t seed) const {
  NetworkOptions options;
  options.sample_shape = {1, 28, 28};
  options.depth = depth;
  options.width = width;
  options.activation = activation;
  options.initializer = initializer;
  options.seed = seed;
  return options;
}

std::vector<Case> wide_cases() {
  std::vector<Case> cases;
  for (const int depth : {5, 20, 50}) {
    for (const char* activation : {"sigmoid", "tanh", "relu", "elu", "gelu", "silu"}) {
      for (const char* initializer :
           {"glorot-uniform", "he-normal", "lecun-normal", "orthogonal", "normal:0.1"}) {
        cases.push_back({activation, initializer, depth});
      }
    }
  }
  return cases;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases = wide_cases();
  const std::vector<Case> narrow = {
      {"tanh", "glorot-uniform", 300, 4}, {"tanh", "glorot-uniform", 100, 8},
      {"tanh", "glorot-uniform", 60, 16}, {"tanh", "glorot-uniform", 30, 32},
      {"tanh", "glorot-uniform", 10, 8},  {"tanh", "orthogonal", 60, 16},
      {"tanh", "orthogonal", 300, 4},     {"tanh", "he-normal", 30, 16},
      {"relu", "he-normal", 50, 8},       {"relu", "he-normal", 200, 16},
      {"relu", "he-normal", 20, 32},      {"relu", "he-normal", 10, 16},
      {"relu", "glorot-uniform", 10, 32}, {"sigmoid", "glorot-uniform", 10, 16},
      {"elu", "he-normal", 30, 16},       {"silu", "he-normal", 10, 32},
  };
  cases.insert(cases.end(), narrow.begin(), narrow.end());
  return cases;
}

TensorSplit training_set() {
  DatasetRequest request;
  request.name = "mnist";
  Dataset dataset = load_dataset(request);
  return to_device(std::move(dataset.train), dataset.sample_shape, at::kCPU);
}

TensorSplit first_batch() {
  const TensorSplit batch = training_set().range(0, 32);
  return {batch.features.clone(), batch.targets.clone()};
}

std::set<std::string> finished_cases(const std::string& file) {
  std::set<std::string> names;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    std::size_t end = 0;
    for (int column = 0; column < 4; ++column) end = line.find(',', end) + 1;
    names.insert(line.substr(0, end - 1));
  }
  return names;
}

}  // namespace plumb::bench
