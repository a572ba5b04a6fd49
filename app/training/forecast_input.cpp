#include "training/forecast_input.hpp"

#include <torch/nn/modules/normalization.h>
#include <torch/types.h>

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/initialization.hpp"

namespace plumb {
namespace {

using Norm = ForecastLayer::Norm;

/// Of one weight or bias. check_known() has refused those without.
double variance_of(const std::string& initializer, const NetworkOptions& options, Fans fans) {
  return find_initializer(initializer, options.activation).variance(fans).value();
}

ForecastKernel kernel_of(std::string name, double inputs, double outputs, double taps,
                         const std::string& initializer) {
  ForecastKernel kernel;
  kernel.name = std::move(name);
  kernel.inputs = inputs;
  kernel.outputs = outputs;
  kernel.taps = taps;
  kernel.orthogonal = initializer == "orthogonal";
  return kernel;
}

ForecastKernel dense_kernel(std::string name, double inputs, double outputs,
                            const std::string& initializer, const NetworkOptions& options) {
  ForecastKernel kernel = kernel_of(std::move(name), inputs, outputs, 1, initializer);
  kernel.variance = variance_of(initializer, options, {inputs, outputs});
  return kernel;
}

/// ε of torch::nn::GroupNorm, which layer normalization is made of.
constexpr double layer_norm_epsilon = 1e-5;

Norm norm_of(const NetworkOptions& options) {
  if (options.normalization == "batch") return Norm::batch;
  return options.normalization == "layer" ? Norm::layer : Norm::none;
}

ForecastNetwork describe_mlp(const NetworkOptions& options) {
  double inputs =
      static_cast<double>(std::accumulate(options.sample_shape.begin(), options.sample_shape.end(),
                                          std::int64_t{1}, std::multiplies<>()));
  const double width = static_cast<double>(options.width);
  const auto digits = std::max<std::size_t>(2, std::to_string(options.depth).size());
  ForecastNetwork network;
  for (std::int64_t i = 1; i <= options.depth; ++i) {
    ForecastLayer layer;
    layer.kernel = dense_kernel(fmt::format("dense_{:0{}}.weight", i, digits), inputs, width,
                                options.initializer, options);
    layer.activation = options.activation;
    layer.norm = norm_of(options);
    if (options.residual == "plain" && inputs == width) layer.skip.emplace();
    network.layers.push_back(std::move(layer));
    inputs = width;
  }
  ForecastLayer output;
  output.kernel = dense_kernel("output.weight", inputs, static_cast<double>(options.outputs),
                               options.output_initializer, options);
  network.layers.push_back(std::move(output));
  return network;
}

/// A side of an image under windows with SAME padding: the share of their taps inside it.
double valid_share(std::int64_t size, std::int64_t window, std::int64_t stride) {
  const std::int64_t outputs = (size + stride - 1) / stride;
  const std::int64_t padding =
      std::max<std::int64_t>((outputs - 1) * stride + window - size, 0) / 2;
  std::int64_t inside = 0;
  for (std::int64_t i = 0; i < outputs; ++i) {
    const std::int64_t first = i * stride - padding;
    inside += std::min(first + window, size) - std::max<std::int64_t>(first, 0);
  }
  return static_cast<double>(inside) / static_cast<double>(outputs * window);
}

/// Follows an image's size and channels through the convolutions.
class ConvNetDescription {
 public:
  explicit ConvNetDescription(const NetworkOptions& options)
      : options_(options),
        channels_(options.sample_shape[0]),
        height_(options.sample_shape[1]),
        width_(options.sample_shape[2]) {}

  ForecastNetwork run() {
    add_stem();
    for (std::int64_t i = 0; i < options_.depth; ++i) {
      const bool halves = i > 0 && i % 2 == 0;
      add_block(fmt::format("block_{}", i + 1), halves ? 2 * channels_ : channels_, halves ? 2 : 1);
    }
    add_output();
    return std::move(network_);
  }

 private:
  ForecastLayer convolution(const std::string& name, std::int64_t outputs, std::int64_t window,
                            std::int64_t stride) const {
    ForecastLayer layer;
    layer.kernel = convolution_kernel(name, outputs, window, stride);
    layer.positions = static_cast<double>(same(height_, stride) * same(width_, stride));
    return layer;
  }

  ForecastKernel convolution_kernel(const std::string& name, std::int64_t outputs,
                                    std::int64_t window, std::int64_t stride) const {
    const double taps = static_cast<double>(window * window);
    ForecastKernel kernel = kernel_of(name + ".weight", static_cast<double>(channels_),
                                      static_cast<double>(outputs), taps, options_.initializer);
    kernel.variance = variance_of(options_.initializer, options_,
                                  {kernel.inputs * taps, kernel.outputs * taps, taps});
    kernel.valid = valid_share(height_, window, stride) * valid_share(width_, window, stride);
    return kernel;
  }

  static std::int64_t same(std::int64_t size, std::int64_t stride) {
    return (size + stride - 1) / stride;
  }

  void move_on(std::int64_t channels, std::int64_t stride) {
    channels_ = channels;
    height_ = same(height_, stride);
    width_ = same(width_, stride);
  }

  void add_stem() {
    ForecastLayer stem = convolution("stem.conv", options_.width, 7, 2);
    stem.activation = options_.activation;
    stem.norm_after = norm_of(options_);
    move_on(options_.width, 2);
    move_on(options_.width, 2);
    stem.pooled_positions = static_cast<double>(height_ * width_);
    network_.layers.push_back(std::move(stem));
  }

  void add_block(const std::string& name, std::int64_t outputs, std::int64_t stride) {
    ForecastLayer first = convolution(name + ".conv_1", outputs, 3, stride);
    first.activation = options_.activation;
    first.norm_after = norm_of(options_);
    ForecastSkip skip{2, true, std::nullopt};
    if (stride != 1 || outputs != channels_)
      skip.projection = convolution_kernel(name + ".shortcut", outputs, 1, stride);
    move_on(outputs, stride);
    ForecastLayer second = convolution(name + ".conv_2", outputs, 3, 1);
    second.activation = options_.activation;
    second.norm = norm_of(options_);
    if (options_.residual == "plain") second.skip = std::move(skip);
    network_.layers.push_back(std::move(first));
    network_.layers.push_back(std::move(second));
  }

  /// A dense layer on the flattened image: a kernel as large as the image, at one position.
  void add_output() {
    const double positions = static_cast<double>(height_ * width_);
    ForecastLayer output;
    output.kernel =
        kernel_of("output.weight", static_cast<double>(channels_),
                  static_cast<double>(options_.outputs), positions, options_.output_initializer);
    output.kernel.variance = variance_of(options_.output_initializer, options_,
                                         {output.kernel.inputs * positions, output.kernel.outputs});
    network_.layers.push_back(std::move(output));
  }

  const NetworkOptions& options_;
  std::int64_t channels_, height_, width_;
  ForecastNetwork network_;
};

void check_initializer(const NetworkOptions& options, const std::string& initializer) {
  if (find_initializer(initializer, options.activation).variance_of != nullptr) return;
  throw Error(
      fmt::format("the forecast follows weights that are random and independent, or orthonormal, "
                  "and those of initializer '{}' are neither: take one with a variance of its own, "
                  "such as he-normal",
                  initializer));
}

void refuse(const std::string& option, const std::string& value, const std::string& reason) {
  throw Error(fmt::format("the forecast does not know {} '{}': {}", option, value, reason));
}

void check_layers(const NetworkOptions& options) {
  const auto& norm = options.normalization;
  if (norm == "weight") {
    refuse("norm", norm, "its gradients are those of directions and lengths, not of kernels");
  }
  if (norm != "none" && norm != "batch" && norm != "layer") {
    refuse("norm", norm, "it knows statistics of a batch or of all units, not of a few");
  }
  const auto& residual = options.residual;
  if (residual == "preact") {
    refuse("residual", residual, "it knows sums beside an activation, not a stream before it");
  }
  if (residual == "rezero" || residual == "fixup") {
    refuse("residual", residual,
           "the gradients of its branches are zero at first and depend on what is learned then");
  }
  if (options.dropout > 0) {
    refuse("dropout", fmt::format("{}", options.dropout), "its recursion has no masks");
  }
}

void check_known(const NetworkOptions& options) {
  const auto& family = options.family;
  if (family != "mlp" && family != "cnn" && family != "resnet") {
    throw Error(
        fmt::format("the forecast does not know model '{}': it knows mlp, cnn and resnet", family));
  }
  if (!options.output_activation.empty() && options.output_activation != "none") {
    throw Error(fmt::format(
        "the forecast does not know output activation '{}': leave it at none, which gives logits",
        options.output_activation));
  }
  check_initializer(options, options.initializer);
  check_initializer(options, options.output_initializer);
  check_initializer(options, options.bias_initializer);
  check_layers(options);
}

/// {batch, channels, positions}
at::Tensor by_channel(const at::Tensor& features) {
  if (features.dim() == 4) return features.flatten(2);
  return features.flatten(1).unsqueeze(1);
}

}  // namespace

ForecastNetwork describe_network(const NetworkOptions& options) {
  const NetworkOptions resolved = resolve(options);
  check_known(resolved);
  ForecastNetwork network =
      resolved.family == "mlp" ? describe_mlp(resolved) : ConvNetDescription(resolved).run();
  const double bias_variance = variance_of(resolved.bias_initializer, resolved, {});
  for (auto& layer : network.layers) {
    layer.kernel.bias_variance = bias_variance;
    if (layer.skip && layer.skip->projection) layer.skip->projection->bias_variance = bias_variance;
    if (norm_of(resolved) == Norm::layer) layer.epsilon = layer_norm_epsilon;
  }
  return network;
}

ForecastBatch describe_batch(const TensorSplit& batch, const std::string& loss,
                             double label_smoothing) {
  const at::Tensor x = batch.features.to(at::kDouble).cpu();
  const at::Tensor flat = x.flatten(1);
  const at::Tensor gram = (flat.mm(flat.t()) / flat.size(1)).contiguous();
  ForecastBatch result;
  result.size = static_cast<std::size_t>(batch.count());
  result.second_moment.assign(gram.data_ptr<double>(), gram.data_ptr<double>() + gram.numel());
  result.across_positions =
      by_channel(x).mean(at::IntArrayRef{0, 2}).square().mean().item<double>();
  result.loss = loss;
  result.label_smoothing = label_smoothing;
  if (batch.targets.scalar_type() == at::kLong) {
    const at::Tensor labels = batch.targets.cpu().contiguous();
    result.labels.assign(labels.data_ptr<std::int64_t>(),
                         labels.data_ptr<std::int64_t>() + labels.numel());
  } else {
    const at::Tensor targets = batch.targets.to(at::kDouble).cpu().contiguous();
    result.targets.assign(targets.data_ptr<double>(), targets.data_ptr<double>() + targets.numel());
  }
  return result;
}

}  // namespace plumb
