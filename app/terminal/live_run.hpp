#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "terminal/run_curve.hpp"

namespace plumb {

/// A norm that a logarithmic axis has a place for: there, finite and not 0.
inline bool has_logarithm(const std::optional<double>& norm) {
  return norm && std::isfinite(*norm) && *norm > 0;
}

/// How long a run will be, as far as that is known.
struct RunPlan {
  std::int64_t epochs = 0;           ///< 0: not known
  std::int64_t steps_per_epoch = 0;  ///< 0: not known
  std::int64_t steps = 0;            ///< 0: not known
};

/// What the live view of a run shows: everything in it comes from the run's records, so that a run
/// in another process looks the same.
class LiveRun {
 public:
  struct Layer {
    std::string name;
    std::optional<double> first;  ///< norm of its gradient at the first step seen
    std::optional<double> now;    ///< averaged over about ten steps, on a logarithmic scale; as it
                                  ///< is where that is 0 or not finite; none without gradient
  };

  void begin(const RunPlan& plan) { plan_ = plan; }

  /// `parameters`: of the records' norms; `known`: what is known of them, shapes above all. The
  /// weight matrices among them become the layers. They may grow from call to call, not change.
  void set_parameters(const std::vector<std::string>& parameters,
                      const std::vector<ParameterInfo>& known = {});

  void add(const StepRecord& record, std::int64_t epoch);

  /// Forgets the steps: they come again.
  void clear_steps();

  void set_findings(std::vector<Finding> findings) { findings_ = std::move(findings); }

  /// Of the epoch so far, where it is known; NaN otherwise.
  void set_accuracy(double accuracy) { accuracy_ = accuracy; }

  /// The run measures, between two epochs, and makes no steps.
  void set_measuring(bool measuring);

  /// Tells the time, in seconds from any start, for the speed.
  void tick(double now);

  const RunPlan& plan() const { return plan_; }
  std::int64_t epoch() const { return epoch_; }
  std::int64_t steps() const { return steps_; }  ///< made: the last one's number and 1
  double accuracy() const { return accuracy_; }
  bool measuring() const { return measuring_; }
  const RunCurve& loss() const { return loss_; }
  const RunCurve& norm() const { return norm_; }
  const std::vector<Layer>& layers() const { return layers_; }
  const std::vector<Finding>& findings() const { return findings_; }

  /// Of the steps seen, those in which clipping changed a gradient; 0 to 1.
  double clipped_share() const;

  /// Steps a second over the last few seconds; none before two ticks with a step between them.
  std::optional<double> speed() const;

  /// Until the last planned step, at that speed.
  std::optional<double> seconds_left() const;

 private:
  RunPlan plan_;
  std::vector<std::size_t> parameter_of_layer_;
  std::vector<Layer> layers_;
  RunCurve loss_, norm_;
  std::vector<Finding> findings_;
  std::deque<std::pair<double, std::int64_t>> ticks_;  ///< time and steps
  std::int64_t epoch_ = 0;
  std::int64_t steps_ = 0;
  std::int64_t clipped_ = 0;
  double accuracy_ = std::numeric_limits<double>::quiet_NaN();
  bool measuring_ = false;
};

}  // namespace plumb
