#include "plumb/models/network.hpp"

#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "output_activation.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/models/conv_net.hpp"
#include "plumb/models/initialization.hpp"
#include "plumb/models/lenet.hpp"
#include "plumb/models/mlp.hpp"
#include "plumb/models/recurrent_net.hpp"
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

std::int64_t features_of(const NetworkOptions& options) {
  return std::accumulate(options.sample_shape.begin(), options.sample_shape.end(), std::int64_t{1},
                         std::multiplies<>());
}

void check_mlp(const NetworkOptions& options) {
  if (options.residual == "plain" && options.depth == 1 && features_of(options) != options.width) {
    throw Error(
        fmt::format("residual 'plain' needs a layer that keeps its width, and the only one goes "
                    "from {} to {}: take "
                    "depth 2 or more, or residual 'none'",
                    features_of(options), options.width));
  }
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
}

std::shared_ptr<Network> build_mlp(const NetworkOptions& options) {
  return std::make_shared<MlpImpl>(MlpOptions(features_of(options), options.outputs)
                                       .depth(options.depth)
                                       .width(options.width)
                                       .activation(options.activation)
                                       .batch_norm(options.normalization == "batch")
                                       .residual(options.residual == "plain")
                                       .initializer(options.initializer)
                                       .output_initializer(options.output_initializer)
                                       .seed(options.seed));
}

std::shared_ptr<Network> build_conv_net(const NetworkOptions& options) {
  const auto& shape = options.sample_shape;
  return std::make_shared<ConvNetImpl>(ConvNetOptions(shape[0], shape[1], shape[2], options.outputs)
                                           .depth(options.depth)
                                           .width(options.width)
                                           .activation(options.activation)
                                           .batch_norm(options.normalization == "batch")
                                           .residual(options.residual == "plain")
                                           .initializer(options.initializer)
                                           .output_initializer(options.output_initializer)
                                           .seed(options.seed));
}

std::shared_ptr<Network> build_lenet(const NetworkOptions& options) {
  const auto& shape = options.sample_shape;
  return std::make_shared<LeNetImpl>(LeNetOptions(shape[0], shape[1], shape[2], options.outputs)
                                         .depth(options.depth)
                                         .width(options.width)
                                         .activation(options.activation)
                                         .batch_norm(options.normalization == "batch")
                                         .residual(options.residual == "plain")
                                         .initializer(options.initializer)
                                         .output_initializer(options.output_initializer)
                                         .seed(options.seed));
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
           {family_defaults(2, 128, "glorot-uniform", "", "none", "none"), check_mlp, build_mlp}},
          {"cnn",
           "blocks of two 3x3 convolutions without shortcuts; 6 blocks from 64 channels",
           {family_defaults(6, 64, "he-normal", "glorot-uniform", "batch", "none"), check_conv_net,
            build_conv_net}},
          {"resnet",
           "the same with residual connections",
           {family_defaults(6, 64, "he-normal", "glorot-uniform", "batch", "plain"), check_conv_net,
            build_conv_net}},
          {"lenet",
           "two 5x5 convolutions with max-pooling, a dense layer of 120, then 1 of 84 units",
           {family_defaults(1, 84, "glorot-uniform", "", "none", "none"), check_lenet,
            build_lenet}},
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

struct Nothing {};

const Registry<Nothing>& normalization_registry() {
  static const Registry<Nothing> all(
      "norm",
      {{"none", "no normalization", {}}, {"batch", "batch normalization, Keras's constants", {}}});
  return all;
}

const Registry<Nothing>& residual_registry() {
  static const Registry<Nothing> all(
      "residual", {{"none", "no residual connections", {}}, {"plain", "y = f(x) + x", {}}});
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
  if (options.sample_shape.empty() || features_of(options) < 1) {
    throw Error(fmt::format("sample shape {} is empty: a network needs at least one feature",
                            text_of(options.sample_shape)));
  }
  find_activation(options.activation);
  find_output_activation(options.output_activation);
  find_initializer(options.initializer);
  find_initializer(options.output_initializer);
  check_bias_initializer(options.bias_initializer);
  normalization_registry().find(options.normalization);
  residual_registry().find(options.residual);
}

template <class T>
void fill(T& value, const T& otherwise) {
  if (value == T{}) value = otherwise;
}

}  // namespace

NetworkOptions resolve(const NetworkOptions& options) {
  const auto& family = families().find(options.family);
  auto resolved = options;
  fill(resolved.depth, family.defaults.depth);
  fill(resolved.width, family.defaults.width);
  fill(resolved.activation, family.defaults.activation);
  fill(resolved.initializer, family.defaults.initializer);
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
  if (resolved.output_activation == "none") return network;
  return std::make_shared<ActivatedOutput>(std::move(network), resolved.output_activation);
}

const std::vector<NamedEntry>& network_families() {
  return families().listing();
}
const std::vector<NamedEntry>& normalizations() {
  return normalization_registry().listing();
}
const std::vector<NamedEntry>& residuals() {
  return residual_registry().listing();
}

std::int64_t count_parameters(const torch::nn::Module& module) {
  std::int64_t count = 0;
  for (const auto& parameter : module.parameters()) count += parameter.numel();
  for (const auto& buffer : module.buffers()) count += buffer.numel();
  return count;
}

}  // namespace plumb
