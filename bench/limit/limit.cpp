// The limit of a training step on this machine: the bare matrix products or convolutions of a
// preset's layers, forward and backward, at batch 32, and one pass of Adam over as many numbers as
// the preset has parameters. No activation, bias, normalization, loss, batch, autograd or
// allocation. Prints one JSON document, with the keys of bench/peers/measure.py.
//
//     bench_limit PRESET [STEPS] [THREADS]

#include <torch/types.h>
#include <torch/version.h>

#include <cmath>
#include <exception>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "../clocks.hpp"
#include "bare_layer.hpp"
#include "config/presets.hpp"
#include "layer_calls.hpp"
#include "training/device.hpp"
#include "training/run_parts.hpp"

namespace {

constexpr std::int64_t batch_size = 32;
constexpr int warm_up = 10;  // steps

/// All numbers of one kind (weights, gradients, moments) in one piece, handed out layer by layer.
class Flat {
 public:
  explicit Flat(std::int64_t size) : numbers(at::zeros({size})) {}

  at::Tensor take(const std::vector<std::int64_t>& shape) {
    const auto size = c10::multiply_integers(shape);
    taken_ += size;
    return numbers.narrow(0, taken_ - size, size).view(shape);
  }

  at::Tensor numbers;

 private:
  std::int64_t taken_ = 0;
};

class BareStep {
 public:
  BareStep(const std::vector<LayerCall>& calls, std::int64_t parameters)
      : weights_(parameters), gradients_(parameters), means_(parameters), squares_(parameters) {
    at::Tensor y, y_gradient;  // of the layer before
    for (const auto& call : calls) {
      const auto weight = weights_.take(call.weight);
      const auto weight_gradient = gradients_.take(call.weight);
      const auto fan_in = weight.numel() / weight.size(0);
      weight.normal_(0, 1 / std::sqrt(static_cast<double>(fan_in)));  // sizes stay as they are
      const bool first = layers_.empty();
      if (call.is_convolution) {
        layers_.push_back(bare_convolution(call, weight, !first));
        continue;
      }
      const bool follows = y.defined() && y.sizes() == call.input;
      ProductTensors t{follows ? y : at::rand(call.input), {}, weight, weight_gradient, {}, {}};
      if (!first) t.x_gradient = follows ? y_gradient : at::zeros(call.input);
      y = t.y = at::zeros({call.input[0], call.weight[0]});
      y_gradient = t.y_gradient = at::randn(y.sizes());
      layers_.push_back(bare_product(t));
    }
  }

  void products() {
    for (auto& layer : layers_) layer.forward();
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) layer->backward();
  }

  /// Reads weights, gradients and both moments, writes all but the gradients. With a rate of 0 the
  /// weights, and so all that is computed from them, stay finite for any number of steps.
  void optimizer() {
    const c10::InferenceMode inference;
    count_.add_(1);
    at::_fused_adam_({weights_.numbers}, {gradients_.numbers}, {means_.numbers}, {squares_.numbers},
                     {}, {count_}, /*lr=*/0.0, 0.9, 0.999, /*weight_decay=*/0, 1e-7,
                     /*amsgrad=*/false, /*maximize=*/false);
  }

  std::map<std::string, int> ways() const {
    std::map<std::string, int> result;
    for (const auto& layer : layers_) ++result[layer.how];
    return result;
  }

 private:
  Flat weights_, gradients_, means_, squares_;
  at::Tensor count_ = at::zeros({});
  std::vector<BareLayer> layers_;
};

std::int64_t count_of(const plumb::Network& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += parameter.numel();
  return count;
}

nlohmann::json measure(const std::string& preset, int steps) {
  const auto config = plumb::find_preset(preset).config;
  const auto network = plumb::make_network(plumb::network_options(config, {1, 28, 28}, 10));
  const auto parameters = count_of(*network);
  BareStep step(layer_calls(*network, {batch_size, 1, 28, 28}), parameters);
  double products = 0, all = 0, processor = 0;
  for (int i = -warm_up; i < steps; ++i) {
    const double processor_begin = processor_ms(), begin = clock_ms();
    step.products();
    const double middle = clock_ms();
    step.optimizer();
    if (i < 0) continue;
    all += clock_ms() - begin;
    products += middle - begin;
    processor += processor_ms() - processor_begin;
  }
  return {{"peer", "limit"},
          {"version", "LibTorch " TORCH_VERSION},
          {"preset", preset},
          {"steps", steps},
          {"ms_per_step", all / steps},
          {"cpu_ms_per_step", processor / steps},
          {"products_ms", products / steps},
          {"optimizer_ms", (all - products) / steps},
          {"ways", step.ways()}};
}

}  // namespace

int main(int argc, char* argv[]) {
  try {
    if (argc < 2) throw std::invalid_argument("bench_limit PRESET [STEPS] [THREADS]");
    const int steps = argc > 2 ? std::stoi(argv[2]) : 300;
    plumb::prepare_process(argc > 3 ? std::stoi(argv[3]) : 1);
    at::manual_seed(0);
    std::cout << measure(argv[1], steps).dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
