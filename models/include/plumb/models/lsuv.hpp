#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace plumb {

class Network;

/// Constants of the paper.
struct LsuvOptions {
  double tolerance = 0.1;  ///< a variance this near to 1 will do
  int most_tries = 10;     ///< of a layer
};

/// What lsuv() did to one layer.
struct LsuvLayer {
  std::string name;
  double variance_before = 0;  ///< of the layer's outputs, over samples, units and positions
  double variance_after = 0;
};

/// Layer-sequential unit-variance (Mishkin and Matas 2016): from input to output, divides each
/// layer's kernel by the deviation of its outputs over these samples, until their variance is 1
/// within the tolerance. (The paper's orthogonal start is the initializer "lsuv"; here any weights
/// will do, those of a trained network too.) Biases, normalizations and running statistics stay.
///
/// One pass over `features`, {batch, …}, without gradients, in MeasurementMode, and with one wait
/// for the device a try. Throws plumb::Error, and leaves the network as it was, where a layer's
/// outputs do not vary or are not finite.
std::vector<LsuvLayer> lsuv(Network& network, const at::Tensor& features,
                            const LsuvOptions& options = {});

}  // namespace plumb
