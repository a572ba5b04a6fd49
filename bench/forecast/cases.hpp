#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"

namespace plumb::bench {

/// One network of the validation: dense layers on MNIST.
struct Case {
  std::string activation;
  std::string initializer;
  int depth = 0;
  int width = 256;

  std::string name() const;  ///< "tanh,he-normal,20,256": the first columns of the results
  NetworkOptions options(std::uint64_t seed) const;
};

/// Six activations × five initializers × depths 5, 20 and 50, of width 256.
std::vector<Case> wide_cases();

/// Those, and networks of 4 to 32 units a layer, where chance from layer to layer adds up: not for
/// norms, whose tables are of one width.
std::vector<Case> all_cases();

/// MNIST's training images; the first 32 of them.
TensorSplit training_set();
TensorSplit first_batch();

/// The names of the cases in a file of results.
std::set<std::string> finished_cases(const std::string& file);

}  // namespace plumb::bench
