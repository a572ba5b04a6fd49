#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "plumb/diagnostics/update_sums.hpp"

namespace torch::nn {
class Module;
}

namespace plumb {

class Diagnosis;

/// Where gradient norms are taken. Both give the same numbers: the L2 norm of the final `.grad`,
/// after accumulation, before clipping. What a loop changes after backward is measured again, where
/// a hook can tell: by the version counter, and past it (Tensor::data()) on the CPU where the whole
/// gradient is scaled, as by LibTorch's clip_grad_norm_. Not where single entries change, as by its
/// clip_grad_value_: take `batched` with that.
enum class Collection {
  automatic,  ///< hook on the CPU (the gradient is still in cache), batched elsewhere (fewer
              ///< launches)
  hook,       ///< in a post-accumulate hook of each parameter, during backward
  batched,    ///< in one pass over all gradients, after backward
};

struct MonitorOptions {
  Collection collection = Collection::automatic;

  /// Receives every record, in order: at once on the CPU, in batches of at most `window` elsewhere.
  /// Called from step() or flush(), never from a backward pass, after the rules. What it,
  /// on_finding or a rule throws comes out of there when all have the record; the next call goes on
  /// behind it.
  std::function<void(const StepRecord&)> on_record = {};

  /// Steps whose measurements wait on the device before one transfer brings them to the host. >= 1.
  std::int64_t window = 32;

  /// Every how many steps activations, weights and updates are measured too, from step 0 on; 0:
  /// never. Gradient norms and the loss are measured at every step.
  std::int64_t probe_every = 10;

  /// The loop says what each update did (Monitor::note_update), so that a probed step need not copy
  /// the parameters to find out. On the CPU; elsewhere they are copied all the same.
  bool updates_are_noted = false;

  /// Probes over which a unit must have been inactive to count as that. >= 1.
  std::int64_t inactive_window = 10;

  /// Only taps whose name begins with this are seen: tells networks apart that train together. In
  /// records and findings they are called by what comes behind it, without a dot there: with
  /// "generator", the tap "generator.input" is this network's "input".
  std::string tap_prefix = {};

  /// What the rules should know of the run; the monitor fills in the parameters and the clipping.
  /// Most useful: baseline_loss, the loss of the best constant prediction.
  RunFacts facts = {};

  /// Where the rules draw their lines.
  Thresholds thresholds = {};

  /// Called with every finding when it is new or has become more severe, from step() or flush().
  std::function<void(const Finding&)> on_finding = {};
};

/// What Monitor::clip did.
class ClipOutcome {
 public:
  ClipOutcome(bool finite, double norm) : finite_(finite), norm_(norm) {}
  ClipOutcome(at::Tensor found_inf, at::Tensor norm)
      : found_inf_(std::move(found_inf)), device_norm_(std::move(norm)) {}

  /// False if a gradient was inf or NaN: they were left as they are, and the update should be
  /// skipped. It counts as skipped where, on the CPU, the parameters are found as they were; on a
  /// device call note_skipped(found_inf()) too. On a device this waits for it; hand found_inf() to
  /// a fused optimizer instead to avoid that.
  bool finite() const;

  /// Scalar float on the gradients' device, 1 where the update should be skipped: the `found_inf`
  /// of at::_fused_adam_ and its kin. Undefined on the CPU.
  const at::Tensor& found_inf() const { return found_inf_; }

  /// Total norm before clipping: scalar double on the gradients' device.
  at::Tensor norm() const;

 private:
  bool finite_ = true;
  double norm_ = 0;
  at::Tensor found_inf_, device_norm_;
};

/// What a graph writes that has captured a probed step: see Monitor::capture_probe().
class CapturedProbe {
 private:
  friend class StepProbes;
  at::Tensor parameters_, activations_;  // double, on the parameters' device
  double loss_scale_ = 1;
  std::vector<bool> require_gradient_;
};

/// Watches the gradients of a module's parameters while any training loop runs:
///
///     plumb::Monitor monitor(*net);
///     …
///     loss.backward();
///     monitor.clip(plumb::Clip::norm(1.0));  // optional
///     optimizer.step();
///     monitor.step(loss);
///     for (const auto& finding : monitor.findings()) std::cout << to_string(finding) << '\n';
///
/// One StepRecord a step, judged by the rules; plumb::tap() shows it activations. Attach it when
/// the parameters have their initial values. Never synchronizes with the device in clip() or
/// step(), except when a window is full, and once after 30 steps in which nobody seems to clear the
/// gradients: whether they are kept shows in their entries. Parameters are those the module had at
/// construction; a tensor registered under several names counts once. Keeps the module's tensors
/// alive, not the module. Detaches itself on destruction. Not thread-safe: one training loop, one
/// monitor, both on one thread.
class Monitor {
 public:
  /// Parameters that are undefined are left out. Throws Error if the module has no others, one is
  /// no leaf, two have one name, a name is not UTF-8, or they are on several devices, and for
  /// options, facts or thresholds that cannot be (RunFacts::check, Thresholds::check).
  explicit Monitor(const torch::nn::Module& module, MonitorOptions options = {});

  /// The same for parameters held in some other way, except that one that is undefined is an Error.
  explicit Monitor(const std::vector<std::pair<std::string, at::Tensor>>& named_parameters,
                   MonitorOptions options = {});

  ~Monitor();
  Monitor(Monitor&&) noexcept;
  Monitor& operator=(Monitor&&) noexcept;

  /// Measures and then clips the gradients in place. The history that an adaptive clip goes by
  /// begins with the first call, and anew with another clip. Throws Error for a second call in a
  /// step, for a threshold that Clip::check() refuses, for Clip::value where a parameter is
  /// complex, and after finish().
  ClipOutcome clip(const Clip& clip);

  /// That history, by a stable name, begun if it has not; empty for a clip without one. The tensors
  /// alias it: save them with the parameters, and copy them back to resume.
  std::vector<std::pair<std::string, at::Tensor>> clip_state(const Clip& clip);

  /// Notes that this step's update is left out, for a reason of the loop's own such as a loss that
  /// jumped. `skipped`: a real scalar, not 0 where it is, on the parameters' device or the CPU.
  /// After clip() and before step(), as the next two. Needed too where a loop looks at its
  /// gradients by itself, and on a device where it goes by what clip() said of them.
  void note_skipped(const at::Tensor& skipped);

  /// The same where the host knows it.
  void note_skipped(bool skipped);

  /// Notes that parameters and optimizer were put back to an earlier state instead. The step is not
  /// probed then: its update would be the way back.
  void note_rolled_back();

  /// Notes the learning rate of this step, for loops in which it changes: rules judge updates by
  /// it, in parts of MonitorOptions::facts.learning_rate, the highest of the schedule. Without that
  /// the highest noted so far stands in for it, and a rate that rises beyond it is a warm-up. >= 0.
  void note_learning_rate(double rate);

  /// With MonitorOptions::updates_are_noted: what the update of this step did to a parameter, from
  /// an optimizer that sums it up while it updates. Between the beginning of the update and step();
  /// only where probes_next_step() says so, else it is ignored. A parameter for which it is not
  /// called had no update.
  void note_update(const at::Tensor& parameter, const UpdateSums& sums);

  /// Completes the record of this step. Before zero_grad(), unless clip() was called: it looks at
  /// the gradients. `loss` is a scalar of any real dtype, on the parameters'
  /// device or the CPU. Throws Error after finish().
  void step(const at::Tensor& loss);

  /// Whether the step under way is to be probed. A loop that captures its step in a CUDA graph runs
  /// such a step, or captures it in a second graph, with capture_probe().
  bool probes_next_step() const;

  /// In place of step(), for a loop that captures a step in a CUDA graph, backward, clip() and
  /// update in it, and replays it: the graph has just repeated them, and with them what clip()
  /// measured. `loss`: as of step(), the tensor that the graph writes.
  ///
  /// Where nothing is clipped, capture clip(Clip::none()), since step() cannot measure later.
  /// Before the capture run a step with the same clip, so that its history is there; after it call
  /// discard_step(). The clip, the loss scale and which parameters have a gradient are part of what
  /// was captured. docs/library.md has a loop.
  ///
  /// Throws Error in a step that is to be probed, and where no captured step was measured: on the
  /// CPU, unless the function that is repeated calls clip().
  void step_replayed(const at::Tensor& loss);

  /// The last of what a graph captures of a step that is probed, after the update: whatever the
  /// taps, the gradients and the weights show is read again at each replay. A graph of its own
  /// beside that of the other steps, and replayed in no other than a probed step. Throws Error in
  /// a step that is not to be probed, where clip() was not captured before it, and where no probed
  /// step has been run before, with the same taps.
  CapturedProbe capture_probe();

  /// step_replayed() for a probed step: `probe` is what the graph that was replayed writes.
  /// Throws Error in a step that is not to be probed.
  void step_replayed(const at::Tensor& loss, const CapturedProbe& probe);

  /// Notes losses in evaluation mode, after the steps so far:
  ///
  ///     net->eval();
  ///     monitor.note_evaluation({.training = mean_loss(some_of_the_training_data),
  ///                              .validation = mean_loss(validation_data),
  ///                              .classes = {.samples = samples, .right = right}});
  ///     net->train();
  ///
  /// What the network has learnt may be gone in that mode, or hold for the training data alone:
  /// rules compare them with each other and with the losses of the steps, which have to be means
  /// over samples of the same kind. By the samples of each
  /// class in the validation data and those of them that are right, classes are found that it never
  /// learns. Each may be left out; no loss need be finite. Brings what waits on the device to the
  /// host first. Throws Error between clip() and step(), after finish(), and for counts that cannot
  /// be.
  void note_evaluation(const EvaluationLosses& losses);

  /// Forgets what clip() saw of the step under way: because it was only captured, or failed, and is
  /// to be made again.
  void discard_step();

  /// Brings every record that still waits on the device to on_record. Throws Error between clip()
  /// and step(), as finish() and set_next_step() do.
  void flush();

  /// flush() after the last step, when training ends as planned: a network that has not learnt by
  /// then is found, though it might have been given more time. No step may follow; a second call
  /// is a flush().
  void finish();

  /// What the rules have found so far, at most one finding a rule. On a device up to `window` steps
  /// late: flush() brings it up to date.
  const std::vector<Finding>& findings() const;

  /// The rules' state: to add a rule of one's own, or to show them the records of a run that goes
  /// on.
  Diagnosis& diagnosis();

  /// Writes the run-directory files (run.json, steps.jsonl, evaluations.jsonl, findings.json, and a
  /// summary.json of the status and the number of steps) to a folder from here on, so that `plumb
  /// diagnose` and its kin work on this run: findings.json at flush() and when the monitor dies,
  /// which brings the last records from a device to the files and the rules, but to no callback.
  /// The run is "running", "completed" from finish() on, "stopped" when the monitor dies before,
  /// "failed" when it dies of an exception that flies past it. Creates the folder. Throws Error if
  /// there is a run in it already. Steps that still wait on the device are handed out first: they
  /// are not this record's. A second call ends the first record as "stopped", and the steps from
  /// there on are another's.
  void record_to(const std::filesystem::path& directory);

  /// In place of record_to, for a run that goes on: after set_next_step() and before the first
  /// step. Keeps the recorded steps before that one, shows them to the rules, without a word to
  /// on_finding, drops later ones, and appends. Throws Error if there is no run in the folder, or
  /// one of other parameters, or that did not come so far, or a record is under way, and then
  /// leaves the folder as it was.
  void resume_recording(const std::filesystem::path& directory);

  /// Finds where an inf or NaN of the step under way came from: repeats the step's forward pass,
  /// which `loss` runs and whose loss it returns, and its backward pass under autograd's anomaly
  /// mode. To be called after backward and before the update. Gradients stay as they are; restoring
  /// the random state and buffers is up to `loss`. Where in the forward pass it came from, taps
  /// alone can tell. The record of the step and its finding carry the answer too. Waits for the
  /// device. What the repeated step throws comes out; the step under way goes on as if it had not
  /// been traced.
  NonFiniteOrigin trace_non_finite(const std::function<at::Tensor()>& loss);

  const std::vector<ParameterInfo>& parameters() const;

  /// In the order of their first visit.
  const std::vector<TapInfo>& taps() const;

  /// For mixed precision: the gradients are those of loss × scale until the next call. What is
  /// recorded and compared with clipping thresholds is divided by it. Not needed where gradients
  /// are unscaled before clip() or step(). > 0.
  void set_loss_scale(double scale);

  /// Steps completed so far; the number of the step under way.
  std::int64_t steps() const;

  /// For resuming, when the parameters have been restored: the number that the next step gets.
  /// Flushes. Throws Error for a negative one.
  void set_next_step(std::int64_t step);

  /// What of the last MonitorOptions::inactive_window probes says which units were inactive, by a
  /// stable name; empty before the first probe. The tensors alias it: save them with the
  /// parameters.
  std::vector<std::pair<std::string, at::Tensor>> activation_state() const;

  /// For resuming: goes on with that, on any device. Without it the window begins anew.
  void restore_activations(const std::vector<std::pair<std::string, at::Tensor>>& state);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plumb
