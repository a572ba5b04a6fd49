#include "recurrent_family.hpp"

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/recurrent_initialization.hpp"
#include "plumb/models/recurrent_net.hpp"

namespace plumb {
namespace {

void check_steps(const NetworkOptions& options) {
  const std::int64_t steps = options.sample_shape[0];
  if (options.output_steps < 1 || options.output_steps > steps) {
    throw Error(fmt::format("output steps {} is out of range: a sequence of {} steps has 1 to {}",
                            options.output_steps, steps, steps));
  }
  if (options.truncate < 0) {
    throw Error(fmt::format("truncate {} is negative: it must be 0 (the whole sequence) or more",
                            options.truncate));
  }
}

void check_absent(const NetworkOptions& options) {
  if (options.normalization != "none") {
    throw Error(fmt::format("model '{}' has no normalization layers: leave norm at 'none'",
                            options.family));
  }
  if (options.residual != "none") {
    throw Error(fmt::format("model '{}' has no residual connections: leave residual at 'none'",
                            options.family));
  }
  if (options.dropout != 0) {
    throw Error(fmt::format("model '{}' has no dropout: leave it at 0", options.family));
  }
  if (options.initializer == "lsuv") {
    throw Error(fmt::format(
        "initializer 'lsuv' scales layers one after the other, and model '{}' applies its own at "
        "every step: take recurrent-init 'orthogonal'",
        options.family));
  }
  if (options.family != "rnn" && options.activation != "tanh") {
    throw Error(fmt::format(
        "model '{}' has activations of its own (sigmoid gates and tanh), not '{}': leave "
        "activation out, or take model 'rnn'",
        options.family, options.activation));
  }
  if (options.family == "rnn" && *options.forget_bias != 0) {
    throw Error(
        "model 'rnn' has no gate that a forget bias could act on: take model 'lstm' or 'gru'");
  }
}

}  // namespace

bool is_recurrent(const std::string& family) {
  return family == "rnn" || family == "lstm" || family == "gru";
}

NetworkOptions recurrent_defaults(const std::string& cell) {
  NetworkOptions options;
  options.family = cell;
  options.depth = 1;
  options.width = 128;
  options.activation = "tanh";
  options.initializer = options.output_initializer = "glorot-uniform";
  options.normalization = options.residual = "none";
  return options;
}

void fill_recurrent_defaults(NetworkOptions& options) {
  if (options.recurrent_initializer.empty()) options.recurrent_initializer = "orthogonal";
  if (!options.forget_bias) options.forget_bias = options.family == "lstm" ? 1 : 0;
}

void refuse_recurrent_options(const NetworkOptions& options) {
  const auto refuse = [&](const char* option) {
    throw Error(fmt::format("model '{}' has no {}: that is an option of rnn, lstm and gru",
                            options.family, option));
  };
  if (!options.recurrent_initializer.empty()) refuse("recurrent initializer");
  if (options.forget_bias) refuse("forget bias");
  if (options.truncate != 0) refuse("truncated backpropagation through time");
  if (options.output_steps != 1) {
    throw Error(fmt::format(
        "model '{}' has one output a sample, and this data wants one at each of {} steps: take "
        "model 'rnn', 'lstm' or 'gru'",
        options.family, options.output_steps));
  }
}

void check_recurrent_net(const NetworkOptions& options) {
  if (options.sample_shape.size() != 2) {
    throw Error(fmt::format(
        "model '{}' needs sequences {{steps, features}}, and a sample of this data has {} "
        "dimension(s): take model 'mlp'",
        options.family, options.sample_shape.size()));
  }
  check_steps(options);
  check_absent(options);
  check_recurrent_initializer(options.recurrent_initializer, options.activation);
}

std::shared_ptr<Network> build_recurrent_net(const NetworkOptions& options) {
  return std::make_shared<RecurrentNetImpl>(
      RecurrentNetOptions(options.family, options.sample_shape[1], options.outputs)
          .output_steps(options.output_steps)
          .depth(options.depth)
          .width(options.width)
          .activation(options.activation)
          .initializer(options.initializer)
          .recurrent_initializer(options.recurrent_initializer)
          .output_initializer(options.output_initializer)
          .forget_bias(*options.forget_bias)
          .truncate(options.truncate)
          .seed(options.seed));
}

}  // namespace plumb
