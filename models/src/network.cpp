#include "plumb/models/network.hpp"

#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "combinations.hpp"
#include "output_activation.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/models/batch_norm.hpp"
#include "plumb/models/conv_net.hpp"
#include "plumb/models/dropout.hpp"
#include "plumb/models/initialization.hpp"
#include "plumb/models/lenet.hpp"
#include "plumb/models/mlp.hpp"
#include "plumb/models/normalization.hpp"
#include "plumb/models/recurrent_net.hpp"
#include "plumb/models/residual.hpp"
#include "recurrent_family.hpp"
#include "registry.hpp"

namespace plumb {
namespace {

struct Family {
  NetworkOptions defaults;  // of the fields that a family decides
  void (*check)(const NetworkOptions& resolved);
  std::shared_ptr<Network> (*build)(const NetworkOptions& resolved);
};

// A weight matrix of these sizes already takes 16 GB, a kernel 2.4 GB.
constexpr std::int64_t widest_layer = 65536;
constexpr std::int64_t most_channels = 8192;
constexpr std::int64_t deepest = 10000;

std::string text_of(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
  return "{" + text + "}";
}

/// `widths`: of the dense layers, after `inputs`.
void check_residual(const NetworkOptions& options, std::int64_t inputs,
                    const std::vector<std::int64_t>& widths) {
  const auto residual = find_residual(options.residual);
  if (residual == Residual::none) return;
  // In those two the first layer starts the stream.
  const bool branches_later = residual == Residual::preact || residual == Residual::fixup;
  std::string path = std::to_string(inputs);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == (i == 0 ? inputs : widths[i - 1]) && !(i == 0 && branches_later)) return;
    path += fmt::format(" to {}", widths[i]);
  }
  throw Error(
      fmt::format("residual '{}' needs a layer that keeps its width{}, and {} from {}: take depth "
                  "{} or more, or residual 'none'",
                  options.residual, branches_later ? ", the first excepted" : "",
                  widths.size() == 1 ? "the only one goes" : "they go", path, options.depth + 1));
}

void check_mlp(const NetworkOptions& options) {
  check_residual(options, options.features(),
                 std::vector<std::int64_t>(static_cast<std::size_t>(options.depth), options.width));
}

void check_conv_net(const NetworkOptions& options) {
  if (options.sample_shape.size() != 3) {
    throw Error(
        fmt::format("model '{}' needs images {{channels, height, width}}, and this data has "
                    "samples of shape {}: "
                    "take model 'mlp'",
                    options.family, text_of(options.sample_shape)));
  }
  auto channels = options.width;
  auto deepest_block = std::int64_t{2};
  for (; channels * 2 <= most_channels; channels *= 2) deepest_block += 2;
  if (options.depth > deepest_block) {
    throw Error(
        fmt::format("depth {} is too deep for model '{}' of width {}, which doubles its channels "
                    "every two blocks: the "
                    "most is {}",
                    options.depth, options.family, options.width, deepest_block));
  }
}

void check_lenet(const NetworkOptions& options) {
  const auto& shape = options.sample_shape;
  const bool fits = shape.size() == 3 && shape[1] >= LeNetImpl::smallest_image &&
                    shape[2] >= LeNetImpl::smallest_image;
  if (!fits) {
    throw Error(fmt::format(
        "model 'lenet' needs images {{channels, height, width}} of at least {} x {}, and this data "
        "has samples of shape {}: take model 'mlp'",
        LeNetImpl::smallest_image, LeNetImpl::smallest_image, text_of(shape)));
  }
  check_residual(options, LeNetImpl::dense_inputs(options), LeNetImpl::dense_widths(options));
}

template <class Implementation>
std::shared_ptr<Network> build(const NetworkOptions& options) {
  return std::make_shared<Implementation>(options);
}

NetworkOptions family_defaults(std::int64_t depth, std::int64_t width, std::string initializer,
                               std::string output_initializer, std::string normalization,
                               std::string residual) {
  NetworkOptions options;
  options.depth = depth;
  options.width = width;
  options.activation = "relu";
  options.initializer = std::move(initializer);
  options.output_initializer = std::move(output_initializer);
  options.normalization = std::move(normalization);
  options.residual = std::move(residual);
  return options;
}

const Registry<Family>& families() {
  static const Registry<Family> all(
      "model",
      {
          {"mlp",
           "dense layers of equal width; 2 layers of 128 units",
           {family_defaults(2, 128, "glorot-uniform", "", "none", "none"), check_mlp,
            build<MlpImpl>}},
          {"cnn",
           "blocks of two 3x3 convolutions without shortcuts; 6 blocks from 64 channels",
           {family_defaults(6, 64, "he-normal", "glorot-uniform", "batch", "none"), check_conv_net,
            build<ConvNetImpl>}},
          {"resnet",
           "the same with residual connections",
           {family_defaults(6, 64, "he-normal", "glorot-uniform", "batch", "plain"), check_conv_net,
            build<ConvNetImpl>}},
          {"lenet",
           "two 5x5 convolutions with max-pooling, a dense layer of 120, then 1 of 84 units",
           {family_defaults(1, 84, "glorot-uniform", "", "none", "none"), check_lenet,
            build<LeNetImpl>}},
          {"rnn",
           "recurrent layers h = tanh(Wx + Uh + b); 1 layer of 128 units",
           {recurrent_defaults("rnn"), check_recurrent_net, build_recurrent_net}},
          {"lstm",
           "long short-term memory; 1 layer of 128 units",
           {recurrent_defaults("lstm"), check_recurrent_net, build_recurrent_net}},
          {"gru",
           "gated recurrent units; 1 layer of 128 units",
           {recurrent_defaults("gru"), check_recurrent_net, build_recurrent_net}},
      });
  return all;
}

void check_range(const char* option, std::int64_t value, std::int64_t most) {
  if (value < 1 || value > most) {
    throw Error(fmt::format("{} {} is out of range: it goes from 1 to {}", option, value, most));
  }
}

void check_common(const NetworkOptions& options) {
  check_range("depth", options.depth, deepest);
  check_range("width", options.width, options.family == "mlp" ? widest_layer : most_channels);
  check_range("number of outputs", options.outputs, widest_layer);
  if (options.sample_shape.empty() || options.features() < 1) {
    throw Error(fmt::format("sample shape {} is empty: a network needs at least one feature",
                            text_of(options.sample_shape)));
  }
  check_activation(options.activation);
  check_output_activation(options.output_activation);
  find_initializer(options.initializer, options.activation);
  find_initializer(options.output_initializer, options.activation);
  check_bias_initializer(options.bias_initializer);
  check_normalization(options.normalization);
  find_residual(options.residual);
  if (!(options.dropout >= 0 && options.dropout < 1)) {
    throw Error(fmt::format("dropout {} is out of range: it is a share of the units in [0, 1)",
                            options.dropout));
  }
  if (!(options.norm_momentum >= 0 && options.norm_momentum < 1)) {
    throw Error(fmt::format("norm momentum {} is out of range: it is a share of the past in [0, 1)",
                            options.norm_momentum));
  }
}

void set_norm_momentum(Network& network, double momentum) {
  for (const auto& module : network.modules())
    if (auto* norm = module->as<BatchNormImpl>()) norm->options.momentum(momentum);
}

/// The biases of initializer 'critical' belong to it.
void resolve_critical(NetworkOptions& options) {
  if (options.initializer != "critical") return;
  const auto biases = critical_bias_initializer(options.activation);
  if (options.bias_initializer != "zeros" && options.bias_initializer != biases) {
    throw Error(
        fmt::format("initializer 'critical' sets the biases too, to '{}' for {}: leave bias-init "
                    "'{}' out",
                    biases, options.activation, options.bias_initializer));
  }
  options.bias_initializer = biases;
}

template <class T>
void fill(T& value, const T& otherwise) {
  if (value == T{}) value = otherwise;
}

}  // namespace

std::int64_t NetworkOptions::features() const {
  return std::accumulate(sample_shape.begin(), sample_shape.end(), std::int64_t{1},
                         std::multiplies<>());
}

NetworkOptions resolve(const NetworkOptions& options) {
  const auto& family = families().find(options.family);
  auto resolved = options;
  fill(resolved.depth, family.defaults.depth);
  fill(resolved.width, family.defaults.width);
  fill(resolved.activation, family.defaults.activation);
  fill(resolved.initializer, family.defaults.initializer);
  if (resolved.residual == "fixup") fill(resolved.output_initializer, std::string("zeros"));
  fill(resolved.output_initializer, family.defaults.output_initializer);
  fill(resolved.output_initializer, resolved.initializer);
  fill(resolved.output_activation, std::string("none"));
  fill(resolved.bias_initializer, std::string("zeros"));
  fill(resolved.normalization, family.defaults.normalization);
  fill(resolved.residual, family.defaults.residual);
  check_common(resolved);
  if (is_recurrent(resolved.family)) {
    fill_recurrent_defaults(resolved);
  } else {
    refuse_recurrent_options(resolved);
  }
  resolve_critical(resolved);
  check_combination(resolved);
  family.check(resolved);
  return resolved;
}

std::shared_ptr<Network> make_network(const NetworkOptions& options) {
  const auto resolved = resolve(options);
  auto network = families().find(resolved.family).build(resolved);
  if (resolved.bias_initializer != "zeros") {
    initialize_biases(*network, resolved.bias_initializer, resolved.seed);
    if (auto* recurrent = network->as<RecurrentNetImpl>())
      recurrent->set_forget_bias(*resolved.forget_bias);
  }
  set_norm_momentum(*network, resolved.norm_momentum);
  seed_dropout(*network, resolved.seed);
  if (resolved.output_activation == "none") return network;
  return std::make_shared<ActivatedOutput>(std::move(network), resolved.output_activation);
}

const std::vector<NamedEntry>& network_families() {
  return families().listing();
}

std::int64_t count_parameters(const torch::nn::Module& module) {
  std::int64_t count = 0;
  for (const auto& parameter : module.parameters()) count += parameter.numel();
  for (const auto& buffer : module.buffers()) count += buffer.numel();
  return count;
}

}  // namespace plumb
