#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "plumb/models/network.hpp"

/// Four layers over inputs of 12 that make one chain.
inline std::shared_ptr<plumb::Network> chained_network(const std::string& activation,
                                                       std::int64_t width = 20) {
  plumb::NetworkOptions options;
  options.sample_shape = {12};
  options.depth = 4;
  options.width = width;
  options.activation = activation;
  options.bias_initializer = "normal:0.1";
  options.seed = 3;
  return plumb::make_network(options);
}
