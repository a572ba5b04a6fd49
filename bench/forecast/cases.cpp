#include "cases.hpp"

#include <torch/types.h>

#include <fstream>

#include <fmt/format.h>

#include "data/dataset.hpp"

namespace plumb::bench {

std::string Case::name() const {
  return fmt::format("{},{},{}", activation, initializer, depth);
}

NetworkOptions Case::options(std::uint64_t seed) const {
  NetworkOptions options;
  options.sample_shape = {1, 28, 28};
  options.depth = depth;
  options.width = 256;
  options.activation = activation;
  options.initializer = initializer;
  options.seed = seed;
  return options;
}

std::vector<Case> all_cases() {
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
    for (int column = 0; column < 3; ++column) end = line.find(',', end) + 1;
    names.insert(line.substr(0, end - 1));
  }
  return names;
}

}  // namespace plumb::bench
