#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// A parameter as the monitor sees it.
struct ParameterInfo {
  std::string name;  ///< "dense_01.weight"
  std::vector<std::int64_t> shape;
  std::int64_t count = 0;  ///< entries
  std::vector<std::string>
      aliases;  ///< further names under which the module registers the same tensor
};

/// What produced a tapped tensor, as far as its autograd node tells.
enum class ActivationKind { other, sigmoid, tanh, relu };

std::string_view to_string(ActivationKind kind);

/// The inverse of to_string(ActivationKind); `other` for a name it does not know.
ActivationKind activation_kind(std::string_view name);

/// A point inside the network that plumb::tap() watches.
struct TapInfo {
  std::string name;  ///< "dense_01"
  ActivationKind kind = ActivationKind::other;
  std::int64_t units = 0;  ///< features or channels
};

/// What a probe saw of one parameter.
struct ParameterProbe {
  double weight = 0;            ///< L2 norm of θ_k
  double update = 0;            ///< L2 norm of θ_{k+1} − θ_k: what the optimizer really did
  std::optional<double> zeros;  ///< share of gradient entries that are exactly 0, of a sparse
                                ///< gradient also those not stored; none without gradient
  std::int64_t non_finite = 0;  ///< gradient entries that are inf or NaN
  bool constant = false;        ///< the entries of a matrix or of kernels were all equal; looked at
                                ///< in the first probe only
  std::optional<bool> requires_grad = {};  ///< of the tensor, after the backward pass; none in
                                           ///< older records
};

/// What a probe saw at one tap, over all entries and all visits of the step.
struct ActivationProbe {
  double mean = 0;
  double deviation = 0;          ///< standard deviation over all entries
  std::optional<double> spread;  ///< standard deviation of a unit between samples (and positions)
                                 ///< in parts of the root mean square over all entries, 0 to 1: 0
                                 ///< means that the values do not depend on the input any more;
                                 ///< none if there was one sample only, without positions
  std::optional<double> saturated;  ///< share of entries whose slope is below 2.5 % of the largest:
                                    ///< |z| > 5.1 for sigmoid, 2.5 for tanh; none for other kinds
  double zeros = 0;                 ///< share of exact zeros
  double inactive = 0;  ///< share of units that were zero or saturated for every sample of every
                        ///< probe of the window (MonitorOptions::inactive_window)
  std::int64_t non_finite = 0;     ///< entries that are inf or NaN
  std::optional<double> gradient;  ///< L2 norm of the loss's gradient that arrives here; none if
                                   ///< none arrived
};

/// Where the first inf or NaN of a step came from (Monitor::trace_non_finite).
struct NonFiniteOrigin {
  enum class Pass {
    input,     ///< it was in the batch already
    weight,    ///< in a parameter: the update before produced it
    forward,   ///< the forward pass, up to the tap named
    loss,      ///< what comes after the tap named, the last: the loss, or layers without a tap
    backward,  ///< the backward pass, on its way to the tap named
    unseen,    ///< it came again when the step was repeated, but the pass went by no tap
    unknown,   ///< it did not come again when the step was repeated
  };
  Pass pass = Pass::unknown;
  std::string layer;      ///< tap or parameter; empty where there is none
  std::string operation;  ///< autograd's name of the operation whose gradient is NaN first:
                          ///< "LogBackward0"; empty if none is
};

std::string_view to_string(NonFiniteOrigin::Pass pass);

/// The inverse; `unknown` for a name it does not know.
NonFiniteOrigin::Pass non_finite_pass(std::string_view name);

/// What one training step looked like. Plain data: rules, files and reports need nothing of torch.
struct StepRecord {
  std::int64_t step = 0;  ///< k, from 0: the gradient at θ_k, before the update that makes θ_{k+1}
  double loss = 0;
  double norm = 0;        ///< L2 norm over all gradients, before clipping
  double norm_after = 0;  ///< the same after clipping; equal where nothing was clipped
  bool clipped = false;   ///< clipping changed at least one gradient
  bool skipped = false;   ///< the update was left out: a gradient was not finite, and after
                          ///< Monitor::clip the parameters stayed as they were, or the loop said so
                          ///< (Monitor::note_skipped)
  bool rolled_back = false;     ///< … and the loop went back to an earlier state instead
  bool gradients_kept = false;  ///< nobody has cleared the gradients since the monitor's first
                                ///< step: each backward pass added to all before. Said once, in
                                ///< the 31st step
  std::optional<double> learning_rate;  ///< of this step, where the loop tells it

  /// Per parameter, in the order of Monitor::parameters(): L2 norm of its gradient before clipping.
  /// Empty optional: it has no gradient (frozen or unused), or it was gone by Monitor::step, as by
  /// zero_grad. 0 is a real zero, or underflow; on a device, and with Collection::batched, also
  /// what zero_grad(false) leaves.
  std::vector<std::optional<double>> norms;

  /// The same after clipping; empty where nothing was clipped.
  std::vector<std::optional<double>> norms_after;

  /// Per parameter; empty at a step without probe.
  std::vector<ParameterProbe> probes;

  /// Per tap, in the order of Monitor::taps(); empty at a step without probe. An empty optional:
  /// the forward pass did not come by.
  std::vector<std::optional<ActivationProbe>> activations;

  /// Where an inf or NaN came from, if the step was traced.
  std::optional<NonFiniteOrigin> origin;
};

}  // namespace plumb
