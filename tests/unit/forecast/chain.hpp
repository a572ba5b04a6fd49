#pragma once

#include "plumb/diagnostics/forecast.hpp"

/// Dense layers of equal width, each weight of variance σ_w² / fan-in, and a batch of two samples
/// of unit size.
struct Chain {
  std::string activation = "identity";
  int depth = 5;
  double width = 256;
  double sigma_w_squared = 1;
  bool orthogonal = false;
  double correlation = 0.5;

  plumb::ForecastNetwork network() const {
    plumb::ForecastNetwork result;
    for (int i = 0; i <= depth; ++i) {
      plumb::ForecastLayer layer;
      layer.kernel.name = "dense_" + std::to_string(i + 1) + ".weight";
      layer.kernel.inputs = width;
      layer.kernel.outputs = i < depth ? width : 10;
      layer.kernel.variance = sigma_w_squared / width;
      layer.kernel.orthogonal = orthogonal;
      layer.activation = i < depth ? activation : "identity";
      result.layers.push_back(layer);
    }
    return result;
  }

  plumb::ForecastBatch batch() const {
    plumb::ForecastBatch result;
    result.size = 2;
    result.second_moment = {1, correlation, correlation, 1};
    result.labels = {3, 7};
    return result;
  }
};
