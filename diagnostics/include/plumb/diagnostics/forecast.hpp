#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plumb {

/// A kernel of random weights at initialization, as the forecast sees it: a distribution, never
/// values.
struct ForecastKernel {
  std::string name;          ///< of its parameter: "dense_01.weight"
  double inputs = 1;         ///< input channels, or units
  double outputs = 1;        ///< output channels, or units
  double taps = 1;           ///< kernel positions: 9 for a 3×3 convolution, 1 for a dense layer
  double valid = 1;          ///< mean share of the taps that do not fall on padding, in (0, 1]
  double variance = 0;       ///< of one weight
  bool orthogonal = false;   ///< orthonormal rows or columns instead of independent weights
  double bias_variance = 0;  ///< of one bias
  bool has_bias = true;      ///< one a unit, which learns like the weights
};

/// A connection that adds the output of an earlier layer.
struct ForecastSkip {
  std::size_t span = 1;                      ///< layers that it jumps over, this one included
  bool before_activation = false;            ///< added before this layer's activation, or after it
  std::optional<ForecastKernel> projection;  ///< on the way; the identity without
};

/// One layer: kernel, normalization, activation, skip, pooling.
struct ForecastLayer {
  enum class Norm { none, batch, layer };

  ForecastKernel kernel;
  double positions = 1;  ///< of its output: height × width, 1 for a dense layer
  std::string activation = "identity";
  Norm norm = Norm::none;
  Norm norm_after = Norm::none;  ///< after the activation
  double epsilon = 1e-3;         ///< added to the variance by which a norm divides
  std::optional<ForecastSkip> skip;
  /// Positions that a 3×3 max-pool leaves after the layer; 0 without one.
  double pooled_positions = 0;
};

/// A network: the last layer gives the logits (or values) and has the identity as activation.
struct ForecastNetwork {
  std::vector<ForecastLayer> layers;
};

/// All that the forecast knows of the data: how alike the samples of one batch are.
struct ForecastBatch {
  std::size_t size = 0;
  /// size × size: ⟨x_a, x_b⟩ divided by the number of features.
  std::vector<double> second_moment;
  /// Mean of x_a(p) x_b(p′) over all samples and positions p, p′ of an image and over its channels;
  /// only convolutions with batch normalization need it.
  double across_positions = 0;
  /// cross-entropy, bce (of logits), mse or mae: means over the batch, all but the first over the
  /// outputs too.
  std::string loss = "cross-entropy";
  /// ε in [0, 1), of cross-entropy over n classes: a label's vector is (1 − ε) one-hot + ε/n.
  double label_smoothing = 0;
  /// {size} classes, 0 and 1 for a single output of bce; empty for regression.
  std::vector<std::int64_t> labels;
  std::vector<double> targets;  ///< {size} values to regress on; empty for classes
};

/// Why a network is not expected to learn, or that it is.
enum class ForecastVerdict { healthy, vanishing, exploding };

/// The expected L2 norm of the gradient of the batch's mean loss with respect to one kernel.
struct ForecastNorm {
  std::string name;   ///< of the parameter
  double limit = 0;   ///< root of the mean square in the limit of infinite width
  double median = 0;  ///< over random initializations at the given width
  double low = 0;     ///< 5 % of initializations lie below,
  double high = 0;    ///< and 5 % above
  /// Share of the squared signal that tells samples apart, 1 − (mean correlation), at the input.
  double distinct = 0;
};

/// What the mean field says of a hidden layer repeated for ever (Poole et al. 2016, Schoenholz et
/// al. 2017). Absent quantities do not exist: no fixed point, or no edge of chaos.
struct DepthTheory {
  double sigma_w = 0;  ///< √(variance · fan-in), the layer's own
  double sigma_b = 0;
  double chi = 0;  ///< χ₁ = σ_w² E[φ′²] at the fixed point: > 1 explodes, < 1 vanishes
  std::optional<double> variance;           ///< q*, of the pre-activations
  std::optional<double> correlation;        ///< c*, of two samples
  std::optional<double> variance_depth;     ///< ξ_q, layers in which q forgets a factor of e
  std::optional<double> correlation_depth;  ///< ξ_c, the same of the correlation
  std::optional<double> edge_sigma_w;       ///< σ_w with χ₁ = 1, for this activation and σ_b
};

struct Forecast {
  std::vector<ForecastNorm> layers;  ///< input to output, projections after their layer
  ForecastVerdict verdict = ForecastVerdict::healthy;
  /// Most hidden layers of the last hidden layer's kind that would still train; none for an
  /// architecture that is not a chain of equal layers, or where it was not searched for.
  std::optional<std::int64_t> max_trainable_depth;
  /// Index into layers of the smallest median.
  std::size_t weakest = 0;
  double output_scale = 0;  ///< root mean square of the outputs
  /// Learning rate above which gradient descent is expected to be unstable, 2 by the sharpness of
  /// the loss at the start; not bounded by forecast_largest_rate.
  double stable_rate = 0;
  /// The part of the way to their targets by which a step at the best rate, at most
  /// forecast_largest_rate (for mae: if values to regress on have a root mean square of 1), moves
  /// the outputs for other samples that are like its own; 0 where no rate is stable. The median
  /// over random initializations at the given width, of networks that are drawn; of others, and
  /// without draws, that of the limit.
  double learning_speed = 0;
  double limit_speed = 0;  ///< the same in the limit of infinite width
  /// Share of the drawn initializations whose speed is forecast_least_speed; none where none was
  /// drawn.
  std::optional<double> learning_share;
  std::optional<DepthTheory> theory;  ///< of the last hidden layer, where it has no norm or skip
};

struct ForecastOptions {
  /// Initializations from which median and interval are estimated; 0: both are the limit.
  int draws = 64;
  std::uint64_t seed = 0;       ///< of these draws; no other source of chance
  bool trainable_depth = true;  ///< false: max_trainable_depth is not searched for
  /// Asked to stop, forecast() ends after the layer or draw under way, with an Error.
  std::stop_token stop = {};
};

/// Forecasts the gradient of every kernel from distributions alone, by mean-field theory: the
/// recursion of the batch's covariance forward, and of the gradients' covariance backward,
///     ‖∂L/∂W_l‖² = Σ_ab ⟨δ_a, δ_b⟩ ⟨h_a, h_b⟩,
/// and the same recursion with the layers' finite number of units for median and interval.
/// docs/forecast.md derives it. Throws Error on an unknown activation or loss, on sizes that do not
/// fit together, on second moments, targets or variances that are not finite or that no inputs
/// have, and where it is told to stop.
Forecast forecast(const ForecastNetwork& network, const ForecastBatch& batch,
                  const ForecastOptions& options = {});

/// Weights of variance σ_w²/fan-in and biases of variance σ_b², with which signals and gradients
/// keep their size from layer to layer: χ₁ = 1 at a fixed point of the pre-activations' variance.
struct CriticalPoint {
  double sigma_w = 0;
  double sigma_b = 0;
  double variance =
      0;  ///< q*, the fixed point; 0: the variance falls to it by a power of the depth
};

/// The critical point of an activation, repeated for ever without norms and skips, that has the
/// smallest σ_b and whose fixed point attracts. On the line χ₁ = 1 a fixed point q* decides the
/// rest: σ_w² = 1/E[φ′²], σ_b² = q* − σ_w² E[φ²], and it attracts where the map of the variance has
/// a slope below 1, σ_w² dE[φ²]/dq. Where σ_b = 0 does not do, the slope is taken as 0.99, beyond
/// the half-stable points of GELU and SiLU (Roberts, Yaida and Hanin 2022, section 5.3). None where
/// there is no such point: softplus and exponential, whose signal grows whenever the gradient keeps
/// its size. Throws Error on an unknown activation.
std::optional<CriticalPoint> critical_point(const std::string& activation);

/// Where the search for the deepest trainable depth ends.
inline constexpr std::int64_t forecast_deepest = 100;

/// The largest learning rate that anybody tries.
inline constexpr double forecast_largest_rate = 10;

/// The learning_speed from which on a network is called healthy: the geometric mean of the largest
/// speed that did not train and the smallest that did (docs/forecast.md).
inline constexpr double forecast_least_speed = 0.003;

/// "healthy", "vanishing", "exploding".
const char* to_string(ForecastVerdict verdict);

}  // namespace plumb
