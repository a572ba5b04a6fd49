#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plumb/models/layer_options.hpp"

namespace plumb {

class BatchNormImpl;

/// A network that Plumb can train: features in, logits (or regression values, or what an output
/// activation makes of them) out.
class Network : public torch::nn::Module {
 public:
  /// x: {batch, sample_shape…} or {batch, features}; returns {batch, outputs}, or {batch,
  /// output_steps, outputs} where NetworkOptions asks for outputs at several steps.
  virtual at::Tensor forward(const at::Tensor& x) = 0;
};

/// Everything that `--model` and the options of the network section decide. A plain aggregate: the
/// command line, the tests and a library user fill it the same way. An empty string or 0 stands for
/// the family's default; resolve() fills it in.
struct NetworkOptions : LayerOptions {
  std::string family = "mlp";              ///< a name of network_families()
  std::vector<std::int64_t> sample_shape;  ///< {channels, height, width}, {features}, or {steps,
                                           ///< features} for the recurrent families
  std::int64_t outputs = 10;               ///< > 0
  std::int64_t depth = 0;  ///< hidden layers (mlp, lenet: the dense ones of equal width) or blocks
  std::int64_t width = 0;  ///< units, or channels of the first block
  std::string output_activation;   ///< a name of output_activations()
  std::string initializer;         ///< a name of initializers()
  std::string output_initializer;  ///< the same, of the last layer
  std::string bias_initializer;    ///< zeros, uniform:A, normal:STD or constant:C
  double norm_momentum = 0.99;     ///< BatchNormOptions::momentum; in [0, 1)
  std::uint64_t seed = 0;  ///< of initialization and dropout; the global generator is not touched

  // Of the recurrent families (rnn, lstm, gru) alone.
  std::string recurrent_initializer;  ///< a name of recurrent_initializers(); default: orthogonal
  std::optional<double> forget_bias;  ///< of the gate that keeps the state; default: 1 of lstm, 0
  std::int64_t truncate = 0;          ///< steps that the gradient goes back; 0: all
  std::int64_t output_steps = 1;      ///< the last steps that have an output

  /// Numbers in a sample.
  std::int64_t features() const;
};

/// The options with every default filled in. Throws plumb::Error naming the option that cannot be
/// met and the values that can.
NetworkOptions resolve(const NetworkOptions& options);

/// Builds and initializes a network on the CPU in float32. Throws what resolve() throws.
std::shared_ptr<Network> make_network(const NetworkOptions& options);

/// A name that an option takes, with one line about it.
struct NamedEntry {
  std::string name;
  std::string description;
};

const std::vector<NamedEntry>& network_families();
const std::vector<NamedEntry>& activations();
/// none, softmax, and activations().
const std::vector<NamedEntry>& output_activations();

/// The least and the largest output that an output activation can give, infinite where there is no
/// bound. Of a bound that is a limit (sigmoid), the limit. Throws plumb::Error for any other name.
std::pair<double, double> output_range(std::string_view output_activation);
const std::vector<NamedEntry>& initializers();
const std::vector<NamedEntry>& normalizations();
const std::vector<NamedEntry>& residuals();

/// While this lives, the network normalizes by the batch, as in training, but batch-normalization
/// layers leave their running statistics alone, and dropout is off. Used to measure the gradient
/// over the whole training set without disturbing the run. Restores the mode of the network when it
/// dies.
class MeasurementMode {
 public:
  explicit MeasurementMode(Network& network);
  ~MeasurementMode();
  MeasurementMode(const MeasurementMode&) = delete;
  MeasurementMode& operator=(const MeasurementMode&) = delete;

 private:
  Network& network_;
  bool was_training_;
  std::vector<BatchNormImpl*> paused_;  // those that were updating their statistics
};

/// True if the network behaves differently in training and evaluation mode (batch normalization,
/// dropout), so that one forward pass cannot serve both.
bool depends_on_mode(const Network& network);

/// Scalars in parameters and buffers together: what Keras's count_params() returns.
std::int64_t count_parameters(const torch::nn::Module& module);

}  // namespace plumb
