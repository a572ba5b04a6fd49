#include "mean_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "kernel_map.hpp"
#include "normalize.hpp"

namespace plumb::forecasting {
namespace {

Signal input_signal(const ForecastNetwork& network, const ForecastBatch& batch) {
  const auto& first = network.layers.front();
  Signal signal;
  signal.second = Matrix(batch.size, batch.second_moment);
  signal.mean.assign(batch.size, 0);
  signal.across = batch.across_positions;
  signal.units = first.kernel.inputs;
  return signal;
}

/// E[f(z₁) f(z₂)] for two of equal variance: how a single covariance goes through an activation.
double across_activation(const ActivationFunction& activation, double variance, double covariance) {
  Matrix pair(2, variance);
  pair(0, 1) = pair(1, 0) = covariance;
  return kernel_moments(activation, pair).value(0, 1);
}

Signal added(Signal x, const Signal& y) {
  for (std::size_t a = 0; a < x.mean.size(); ++a) {
    for (std::size_t b = 0; b < x.mean.size(); ++b)
      x.second(a, b) += y.second(a, b) + x.mean[a] * y.mean[b] + y.mean[a] * x.mean[b];
  }
  for (std::size_t a = 0; a < x.mean.size(); ++a) x.mean[a] += y.mean[a];
  x.across += y.across;
  return x;
}

/// Neighbours in an image are alike: their maximum over a 3×3 window lies this part of a deviation
/// above the mean. (1.485 deviations for nine independent normals; half of the variance is taken
/// to be common.)
constexpr double pool_lift = 1.485 * std::numbers::sqrt2 / 2;

Signal pooled(Signal signal, double positions) {
  const double deviation =
      std::sqrt(trace(signal.second) / static_cast<double>(signal.mean.size()));
  const double lift = pool_lift * deviation;
  for (std::size_t a = 0; a < signal.mean.size(); ++a) {
    for (std::size_t b = 0; b < signal.mean.size(); ++b)
      signal.second(a, b) += lift * (signal.mean[a] + signal.mean[b]) + lift * lift;
  }
  for (auto& value : signal.mean) value += lift;
  signal.across += lift * lift;
  signal.positions = positions;
  return signal;
}

Signal skipped(const ForecastLayer& layer, const Signal& source) {
  if (!layer.skip->projection) return source;
  return through_kernel(*layer.skip->projection, source, layer.positions);
}

LayerPass pass(const ForecastLayer& layer, const Signal& input, const Signal& skip_source) {
  LayerPass result;
  result.input = input;
  Signal signal = through_kernel(layer.kernel, input, layer.positions);
  signal = normalized(layer.norm, layer.epsilon, signal, result.norm);
  if (layer.skip && layer.skip->before_activation)
    signal = added(std::move(signal), skipped(layer, skip_source));
  result.preactivation = signal;
  signal = through_activation(layer.activation, signal, result.slope);
  signal = normalized(layer.norm_after, layer.epsilon, signal, result.norm_after);
  if (layer.skip && !layer.skip->before_activation)
    signal = added(std::move(signal), skipped(layer, skip_source));
  if (layer.pooled_positions > 0) signal = pooled(std::move(signal), layer.pooled_positions);
  result.output = std::move(signal);
  return result;
}

class Forward {
 public:
  Forward(const ForecastNetwork& network, const ForecastBatch& batch)
      : network_(network), input_(input_signal(network, batch)) {}

  std::vector<LayerPass> run() {
    for (const auto& layer : network_.layers)
      passes_.push_back(pass(layer, output_of(passes_.size()), skip_source(layer)));
    return std::move(passes_);
  }

 private:
  const Signal& output_of(std::size_t end) const {
    return end == 0 ? input_ : passes_[end - 1].output;
  }

  /// What the layer's skip starts from; any signal where it has none.
  const Signal& skip_source(const ForecastLayer& layer) const {
    return output_of(passes_.size() + 1 - (layer.skip ? layer.skip->span : 1));
  }

  const ForecastNetwork& network_;
  Signal input_;
  std::vector<LayerPass> passes_;
};

/// ⟨∂L_a/∂W, ∂L_b/∂W⟩ by pair of samples, from the gradient at the kernel's output and the signal
/// at its input.
Matrix gradient_products(const ForecastKernel& kernel, const Matrix& gradient, const Signal& input,
                         double positions) {
  return product(gradient, input.second, positions * kernel.inputs * kernel.taps * kernel.valid);
}

/// The gradient's covariance, summed over units, before a kernel from that after it.
Matrix kernel_backward(const ForecastKernel& kernel, const Matrix& gradient, const Signal& input,
                       double positions) {
  const double reached = kernel.taps * kernel.valid * positions / input.positions;
  return scaled(gradient, input.units * kernel.variance * reached);
}

class Backward {
 public:
  Backward(const std::vector<ForecastLayer>& layers, const std::vector<LayerPass>& passes)
      : layers_(layers), passes_(passes), gradients_(passes.size() + 1) {}

  std::vector<Matrix> run(const Matrix& output) {
    gradients_.back() = output;
    std::vector<Matrix> reversed;
    for (std::size_t i = layers_.size(); i-- > 0;) pass(i, reversed);
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
  }

 private:
  void add(std::size_t end, const Matrix& gradient) {
    auto& sum_there = gradients_[end];
    sum_there = sum_there.size() == 0 ? gradient : sum(std::move(sum_there), gradient);
  }

  void skip_back(std::size_t i, const Matrix& gradient, std::vector<Matrix>& reversed) {
    const auto& skip = *layers_[i].skip;
    const std::size_t source = i + 1 - skip.span;
    if (!skip.projection) return add(source, gradient);
    const Signal& input = passes_[source].input;
    const double positions = layers_[i].positions;
    reversed.push_back(gradient_products(*skip.projection, gradient, input, positions));
    add(source, kernel_backward(*skip.projection, gradient, input, positions));
  }

  void pass(std::size_t i, std::vector<Matrix>& reversed) {
    const auto& layer = layers_[i];
    const auto& done = passes_[i];
    Matrix gradient = std::move(gradients_[i + 1]);
    if (layer.pooled_positions > 0)
      gradient = scaled(std::move(gradient), layer.pooled_positions / layer.positions);
    if (layer.skip && !layer.skip->before_activation) skip_back(i, gradient, reversed);
    gradient = product(normalized_backward(done.norm_after, gradient), done.slope, 1);
    if (layer.skip && layer.skip->before_activation) skip_back(i, gradient, reversed);
    gradient = normalized_backward(done.norm, gradient);
    reversed.push_back(gradient_products(layer.kernel, gradient, done.input, layer.positions));
    add(i, kernel_backward(layer.kernel, gradient, done.input, layer.positions));
  }

  const std::vector<ForecastLayer>& layers_;
  const std::vector<LayerPass>& passes_;
  std::vector<Matrix> gradients_;  // at the end of each layer; [0] at the network's input
};

/// The tangent kernel at the end of a layer, from that at its start.
///
/// Backward gives Σ_cd Δ_cd ⟨∂f_c/∂w, ∂f_d/∂w⟩ for products Δ of the outputs' gradients and is
/// linear in them; what multiplies Δ_cd is the tangent kernel. Each step of Backward transposed,
/// first to last, leads to it. (A batch's normalization makes a sample's output depend on the other
/// samples: Backward from ones gives sums over them.)
class Tangent {
 public:
  enum class Learned { weights, all };

  Tangent(const ForecastLayer& layer, const LayerPass& pass, Learned learned)
      : layer_(layer), pass_(pass), learned_(learned) {}

  Matrix run(const Matrix& before, const Matrix& skip_source, const Signal& skip_input) const {
    const auto skipped = [&] {
      const auto& projection = layer_.skip->projection;
      return projection ? behind(*projection, skip_source, skip_input) : skip_source;
    };
    Matrix kernel = normalized(pass_.norm, behind(layer_.kernel, before, pass_.input));
    if (layer_.skip && layer_.skip->before_activation) kernel = sum(std::move(kernel), skipped());
    kernel = normalized(pass_.norm_after, product(kernel, pass_.slope, 1));
    if (layer_.skip && !layer_.skip->before_activation) kernel = sum(std::move(kernel), skipped());
    if (layer_.pooled_positions == 0) return kernel;
    return scaled(std::move(kernel), layer_.pooled_positions / layer_.positions);
  }

 private:
  /// With the weights and biases of a kernel.
  Matrix behind(const ForecastKernel& kernel, const Matrix& before, const Signal& input) const {
    const double positions = layer_.positions;
    const Matrix ones(before.size(), 1);
    Matrix result = sum(kernel_backward(kernel, before, input, positions),
                        gradient_products(kernel, ones, input, positions));
    if (learned_ == Learned::weights || !kernel.has_bias) return result;
    return sum(std::move(result), scaled(ones, positions));
  }

  /// With the gain and the shift of each unit.
  Matrix normalized(const NormPass& norm, const Matrix& before) const {
    Matrix result = normalized_transposed(norm, before);
    if (learned_ == Learned::weights || norm.kind == ForecastLayer::Norm::none) return result;
    for (std::size_t i = 0; i < result.values().size(); ++i)
      result.values()[i] += norm.positions * (norm.normalized.values()[i] + 1);
    return result;
  }

  const ForecastLayer& layer_;
  const LayerPass& pass_;
  Learned learned_;
};

TangentKernels tangent_through(const ForecastLayer& layer, const LayerPass& pass,
                               const TangentKernels& before, const TangentKernels& skip_source,
                               const Signal& skip_input) {
  return {Tangent(layer, pass, Tangent::Learned::weights)
              .run(before.weights, skip_source.weights, skip_input),
          Tangent(layer, pass, Tangent::Learned::all).run(before.all, skip_source.all, skip_input)};
}

}  // namespace

Signal through_kernel(const ForecastKernel& kernel, const Signal& input, double positions) {
  const double gain = kernel.variance * kernel.inputs * kernel.taps * kernel.valid;
  Signal result = input;
  for (auto& value : result.second.values()) value = gain * value + kernel.bias_variance;
  result.across = gain * input.across + kernel.bias_variance;
  result.mean.assign(input.mean.size(), 0);
  result.positions = positions;
  result.units = kernel.outputs;
  return result;
}

Signal through_activation(const std::string& activation, const Signal& input, Matrix& slope) {
  const auto& function = find_activation_function(activation);
  KernelMoments moments = kernel_moments(function, input.second);
  Signal result = input;
  const double variance = trace(input.second) / static_cast<double>(input.mean.size());
  result.across = input.positions > 1 ? across_activation(function, variance, input.across) : 0;
  result.second = std::move(moments.value);
  result.mean = std::move(moments.mean);
  slope = std::move(moments.slope);
  return result;
}

std::vector<LayerPass> propagate(const ForecastNetwork& network, const ForecastBatch& batch) {
  return Forward(network, batch).run();
}

LayerPass propagate_layer(const ForecastLayer& layer, const Signal& input) {
  return pass(layer, input, input);
}

std::vector<double> squared_gradients(const ForecastNetwork& network,
                                      const std::vector<LayerPass>& passes, const Matrix& output) {
  std::vector<double> squares;
  for (const auto& products : Backward(network.layers, passes).run(output))
    squares.push_back(std::accumulate(products.values().begin(), products.values().end(), 0.0));
  return squares;
}

TangentKernels tangent_kernels(const std::vector<ForecastLayer>& layers,
                               const std::vector<LayerPass>& passes) {
  std::vector<TangentKernels> ends{no_tangent_kernels(passes.front().input.mean.size())};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::size_t source = i + 1 - (layers[i].skip ? layers[i].skip->span : 1);
    ends.push_back(
        tangent_through(layers[i], passes[i], ends[i], ends[source], passes[source].input));
  }
  return std::move(ends.back());
}

TangentKernels tangent_kernels_after(const ForecastLayer& layer, const LayerPass& pass,
                                     const TangentKernels& before) {
  return tangent_through(layer, pass, before, before, pass.input);
}

TangentKernels no_tangent_kernels(std::size_t samples) {
  return {Matrix(samples), Matrix(samples)};
}

std::vector<const ForecastKernel*> kernels(const ForecastNetwork& network) {
  std::vector<const ForecastKernel*> result;
  for (const auto& layer : network.layers) {
    result.push_back(&layer.kernel);
    if (layer.skip && layer.skip->projection) result.push_back(&*layer.skip->projection);
  }
  return result;
}

}  // namespace plumb::forecasting
