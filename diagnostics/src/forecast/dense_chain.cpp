#include <algorithm>
#include <cmath>

#include "activation_function.hpp"
#include "output_gradient.hpp"
#include "width_effect.hpp"

namespace plumb::forecasting {
namespace {

using Norm = ForecastLayer::Norm;

std::size_t count(double number) {
  return static_cast<std::size_t>(std::llround(number));
}

/// Of so many outputs a tangent kernel is the mean: their hidden layers are the same, but each has
/// a direction of its own there, whose chance is not the network's.
constexpr std::size_t most_outputs = 2;

/// One drawn layer: what the way back needs.
struct DrawnLayer {
  Matrix input;                 // Gram matrix over the kernel's input units
  Population basis;             // orthonormal, of the kernel's inputs
  Population weights;           // the kernel on that basis, in units of its deviation
  Population slope;             // φ′
  Population normalized;        // after batch norm; empty without
  std::vector<double> inverse;  // by unit: 1 / its deviation over the batch
};

void batch_normalize(Population& values, double epsilon, DrawnLayer& layer) {
  const double n = static_cast<double>(values.samples());
  for (std::size_t i = 0; i < values.units(); ++i) {
    double* x = values.unit(i);
    double mean = 0, square = 0;
    for (std::size_t a = 0; a < values.samples(); ++a) mean += x[a] / n;
    for (std::size_t a = 0; a < values.samples(); ++a) square += (x[a] - mean) * (x[a] - mean) / n;
    const double inverse = 1 / std::sqrt(square + epsilon);
    for (std::size_t a = 0; a < values.samples(); ++a) x[a] = (x[a] - mean) * inverse;
    layer.inverse.push_back(inverse);
  }
  layer.normalized = values;
}

void batch_normalize_backward(Population& gradient, const DrawnLayer& layer) {
  if (layer.inverse.empty()) return;
  const double n = static_cast<double>(gradient.samples());
  for (std::size_t i = 0; i < gradient.units(); ++i) {
    double* g = gradient.unit(i);
    const double* x = layer.normalized.unit(i);
    double mean = 0, overlap = 0;
    for (std::size_t a = 0; a < gradient.samples(); ++a) {
      mean += g[a] / n;
      overlap += g[a] * x[a] / n;
    }
    for (std::size_t a = 0; a < gradient.samples(); ++a)
      g[a] = (g[a] - mean - x[a] * overlap) * layer.inverse[i];
  }
}

Population activate(const ActivationFunction& activation, Population& values) {
  Population slope = values;
  for (auto& x : slope.values()) x = activation.slope(x);
  for (auto& x : values.values()) x = activation.value(x);
  return slope;
}

void add(Population& x, const Population& y) {
  for (std::size_t i = 0; i < x.values().size(); ++i) x.values()[i] += y.values()[i];
}

void multiply(Population& x, const Population& y) {
  for (std::size_t i = 0; i < x.values().size(); ++i) x.values()[i] *= y.values()[i];
}

void add_bias(Population& values, double variance, NormalStream& normals) {
  if (variance == 0) return;
  std::vector<double> biases(values.units());
  normals.fill(biases);
  for (std::size_t i = 0; i < values.units(); ++i) {
    for (std::size_t a = 0; a < values.samples(); ++a)
      values.unit(i)[a] += std::sqrt(variance) * biases[i];
  }
}

Matrix difference(Matrix x, const Matrix& y) {
  for (std::size_t i = 0; i < x.values().size(); ++i) x.values()[i] -= y.values()[i];
  return x;
}

/// A direction in which the samples do not differ is none of the basis's.
void clear_missing(Population& weights, const Matrix& factor) {
  for (std::size_t a = 0; a < factor.size(); ++a) {
    if (factor(a, a) > 0) continue;
    for (std::size_t i = 0; i < weights.units(); ++i) weights.unit(i)[a] = 0;
  }
}

class Draw {
 public:
  Draw(const ForecastNetwork& network, const ForecastBatch& batch, NormalStream& normals)
      : network_(network), batch_(batch), normals_(normals) {}

  std::vector<double> gradient() {
    Population gradient = output_gradient(forward(), batch_);
    std::vector<double> squares(network_.layers.size());
    for (std::size_t i = squares.size(); i-- > 0;)
      squares[i] = inner_product(backward(i, gradient), layers_[i].input);
    return squares;
  }

  DrawnKernels kernels() {
    const std::size_t outputs = std::min(forward().units(), most_outputs);
    DrawnKernels result{no_tangent_kernels(batch_.size), no_tangent_kernels(batch_.size)};
    for (std::size_t output = 0; output < outputs; ++output) add_output(output, result);
    for (TangentKernels* each : {&result.network, &result.output_layer}) {
      each->weights = scaled(std::move(each->weights), 1.0 / static_cast<double>(outputs));
      each->all = scaled(std::move(each->all), 1.0 / static_cast<double>(outputs));
    }
    return result;
  }

 private:
  Population forward() {
    Population signal;
    for (const auto& layer : network_.layers) {
      DrawnLayer drawn;
      drawn.input = signal.units() == 0 ? input_gram() : gram(signal);
      Population values = through_kernel(layer.kernel, signal, drawn);
      add_bias(values, layer.kernel.bias_variance, normals_);
      if (layer.norm == Norm::batch) batch_normalize(values, layer.epsilon, drawn);
      drawn.slope = activate(find_activation_function(layer.activation), values);
      if (layer.skip) add(values, signal);
      signal = std::move(values);
      layers_.push_back(std::move(drawn));
    }
    return signal;
  }

  Matrix input_gram() const {
    return scaled(Matrix(batch_.size, batch_.second_moment), network_.layers.front().kernel.inputs);
  }

  Population through_kernel(const ForecastKernel& kernel, const Population& signal,
                            DrawnLayer& drawn) {
    const Matrix factor = cholesky(drawn.input);
    drawn.weights = unit_weights(kernel, count(kernel.outputs), count(kernel.inputs));
    clear_missing(drawn.weights, factor);
    if (signal.units() > 0) drawn.basis = unmixed(signal, factor);
    return mixed(drawn.weights, scaled(factor, std::sqrt(kernel.variance)));
  }

  /// `gradient`: at the layer's output; becomes that at its input. Returns the products, over
  /// units, of that at the kernel's output.
  Matrix backward(std::size_t i, Population& gradient) {
    const auto& layer = network_.layers[i];
    Population at_kernel = gradient;
    multiply(at_kernel, layers_[i].slope);
    batch_normalize_backward(at_kernel, layers_[i]);
    Matrix covariance = gram(at_kernel);
    if (i > 0) {
      Population at_input = back_through_kernel(layer.kernel, layers_[i], at_kernel, covariance);
      if (layer.skip) add(at_input, gradient);
      gradient = std::move(at_input);
    }
    return covariance;
  }

  void add_output(std::size_t output, DrawnKernels& kernels) {
    Population gradient(count(network_.layers.back().kernel.outputs), batch_.size);
    std::fill_n(gradient.unit(output), batch_.size, 1.0);
    for (std::size_t i = network_.layers.size(); i-- > 0;) {
      const Matrix covariance = backward(i, gradient);
      add_tangent(i, covariance, kernels.network);
      if (i + 1 < network_.layers.size()) continue;
      add_tangent(i, covariance, kernels.output_layer);
      if (has_batch_norm()) return;
    }
  }

  /// What a layer's weights and biases add to the tangent kernels.
  void add_tangent(std::size_t i, const Matrix& covariance, TangentKernels& kernels) const {
    const Matrix weights = product(covariance, layers_[i].input, 1);
    kernels.weights = sum(std::move(kernels.weights), weights);
    kernels.all = sum(std::move(kernels.all), weights);
    if (network_.layers[i].kernel.has_bias) kernels.all = sum(std::move(kernels.all), covariance);
  }

  bool has_batch_norm() const {
    return std::any_of(network_.layers.begin(), network_.layers.end(),
                       [](const ForecastLayer& layer) { return layer.norm == Norm::batch; });
  }

  /// Along the inputs, the transposed kernel is the one that the way forward drew; across them it
  /// is new. (Taking it as new altogether, as the limit of infinite width may, loses a third of the
  /// spread at depth 50.)
  Population back_through_kernel(const ForecastKernel& kernel, const DrawnLayer& layer,
                                 const Population& gradient, const Matrix& covariance) {
    const Matrix along = scaled(gram(layer.weights, gradient), std::sqrt(kernel.variance));
    if (keeps_products(kernel)) return rotated_back(kernel, layer.basis, covariance, along);
    Population result = normal_population(count(kernel.inputs), batch_.size, normals_);
    result = mixed(std::move(result), scaled(cholesky(covariance), std::sqrt(kernel.variance)));
    add_product(result, layer.basis, difference(along, gram(layer.basis, result)));
    return result;
  }

  bool keeps_products(const ForecastKernel& kernel) const {
    return kernel.orthogonal && kernel.inputs >= kernel.outputs &&
           count(kernel.inputs) >= 2 * batch_.size;
  }

  /// An orthogonal kernel keeps the gradient's products: the part across the basis has what the
  /// part along it lacks.
  Population rotated_back(const ForecastKernel& kernel, const Population& basis,
                          const Matrix& covariance, const Matrix& along) {
    Population result = normal_population(count(kernel.inputs), batch_.size, normals_);
    add_product(result, basis, scaled(gram(basis, result), -1));
    const Matrix kept = scaled(covariance, kernel.variance * kernel.inputs);
    const Matrix rest = difference(kept, multiplied(transposed(along), along));
    const Matrix factor = cholesky(gram(result));
    result = mixed(unmixed(std::move(result), factor), cholesky(rest));
    add_product(result, basis, along);
    return result;
  }

  Population unit_weights(const ForecastKernel& kernel, std::size_t units,
                          std::size_t input_units) {
    const std::size_t dimensions = std::max(units, input_units);
    if (kernel.orthogonal && dimensions >= batch_.size)
      return random_frame(units, dimensions, batch_.size, normals_);
    return normal_population(units, batch_.size, normals_);
  }

  const ForecastNetwork& network_;
  const ForecastBatch& batch_;
  NormalStream& normals_;
  std::vector<DrawnLayer> layers_;
};

bool is_drawable(const ForecastLayer& layer) {
  const bool dense = layer.positions == 1 && layer.kernel.taps == 1 && layer.pooled_positions == 0;
  const bool norms = layer.norm != Norm::layer && layer.norm_after == Norm::none;
  const bool skip = !layer.skip || (layer.skip->span == 1 && !layer.skip->before_activation &&
                                    !layer.skip->projection);
  return dense && norms && skip;
}

}  // namespace

bool is_dense_chain(const ForecastNetwork& network) {
  const auto& layers = network.layers;
  // Of the network's inputs only the Gram matrix is known: a layer cannot add them.
  return !layers.front().skip && std::all_of(layers.begin(), layers.end(), is_drawable);
}

std::vector<double> dense_chain_gradient(const ForecastNetwork& network, const ForecastBatch& batch,
                                         NormalStream& normals) {
  return Draw(network, batch, normals).gradient();
}

DrawnKernels dense_chain_kernels(const ForecastNetwork& network, const ForecastBatch& batch,
                                 NormalStream& normals) {
  return Draw(network, batch, normals).kernels();
}

}  // namespace plumb::forecasting
