#pragma once

#include <cstdint>

#include "data/dataset.hpp"

namespace plumb {

/// Two concentric circles in the plane, as scikit-learn's make_circles: the points of the outer one
/// (radius 1, class 0) and of the inner one (radius `factor`, class 1) are evenly spaced, with
/// normal noise added to both coordinates, and shuffled. An odd `count` makes the inner one larger.
struct CirclesOptions {
  std::int64_t count = 1000;
  double factor = 0.8;  ///< inner radius / outer radius, in [0, 1)
  double noise = 0.1;   ///< standard deviation; 0 for none
};
Split generate_circles(const CirclesOptions& options, std::uint64_t seed);

/// Isotropic normal clusters in the plane, as scikit-learn's make_blobs: centers uniform in
/// [-box, box]², as many points in each as possible, the first ones taking what is left over.
struct BlobsOptions {
  std::int64_t count = 1000;
  std::int64_t centers = 3;
  double deviation = 2.0;  ///< of each cluster, per coordinate
  double box = 10.0;
};
Split generate_blobs(const BlobsOptions& options, std::uint64_t seed);

}  // namespace plumb
