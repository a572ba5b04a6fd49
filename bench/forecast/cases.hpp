#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"

namespace plumb::bench {

/// One network of the validation: dense layers of width 256 on MNIST.
struct Case {
  std::string activation;
  std::string initializer;
  int depth = 0;

  std::string name() const;  ///< "tanh,he-normal,20": the first columns of the results
  NetworkOptions options(std::uint64_t seed) const;
};

/// Six activations × five initializers × depths 5, 20 and 50.
std::vector<Case> all_cases();

/// MNIST's training images; the first 32 of them.
TensorSplit training_set();
TensorSplit first_batch();

/// The names of the cases in a file of results.
std::set<std::string> finished_cases(const std::string& file);

}  // namespace plumb::bench
