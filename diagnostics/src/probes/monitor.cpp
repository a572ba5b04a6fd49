#include "plumb/diagnostics/monitor.hpp"

#include <ATen/ATen.h>
#include <torch/nn/module.h>

#include <cmath>
#include <deque>
#include <exception>

#include "clip_factors.hpp"
#include "clip_history.hpp"
#include "gradient_meter.hpp"
#include "kept_gradients.hpp"
#include "monitor_checks.hpp"
#include "non_finite_trace.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/internal/first_failure.hpp"
#include "record_delivery.hpp"
#include "step_probes.hpp"
#include "update_witness.hpp"

namespace plumb {
namespace {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

NamedTensors parameters_of(const torch::nn::Module& module) {
  NamedTensors result;
  for (const auto& item : module.named_parameters()) {
    if (item.value().defined()) result.emplace_back(item.key(), item.value());
  }
  return result;
}

}  // namespace

bool ClipOutcome::finite() const {
  return found_inf_.defined() ? found_inf_.item<float>() == 0 : finite_;
}

at::Tensor ClipOutcome::norm() const {
  return device_norm_.defined() ? device_norm_ : device_scalar(norm_, at::kCPU);
}

class Monitor::Impl {
 public:
  Impl(const NamedTensors& named, MonitorOptions options)
      : options_(std::move(options)),
        parameters_(named),
        probes_(parameters_, options_),
        clip_history_(parameters_),
        delivery_(Diagnosis(facts(), options_.thresholds), options_.on_record,
                  options_.on_finding) {
    check(options_);
    adopt_device(parameters_.device());
    probes_.begin_step(step_);
  }

  /// Completes what record_to() began, without a word to those who may be gone by now. A destructor
  /// must not throw: flush() reports a disk that is full.
  ~Impl() {
    if (!delivery_.records()) return;
    delivery_.silence();
    FirstFailure ignored;
    ignored.run([&] { collect(); });
    while (delivery_.has_some()) ignored.run([&] { delivery_.hand_out(taps()); });
    // An exception flies past: nobody has ended the run.
    const bool failed = std::uncaught_exceptions() > exceptions_at_the_start_;
    ignored.run(
        [&] { delivery_.end_record(failed ? RunStatus::failed : RunStatus::stopped, facts()); });
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ClipOutcome clip(const Clip& clip) {
    check_not_finished("clip");
    check_applicable(clip, parameters_);
    if (clipped_this_step_) {
      throw Error("Monitor::clip was called twice in step " + std::to_string(step_));
    }
    clipped_this_step_ = true;
    if (clip != clip_) diagnosis().set_clip(*(clip_ = clip));
    measure();
    const ClipOutcome outcome =
        meter_->clip(clip, clip.has_history() ? &clip_history_.of(clip) : nullptr);
    // Whether the loop heeds it is seen after the update; on a device it is not known in time.
    if (!outcome.found_inf().defined() && !outcome.finite()) update_witness_.emplace(parameters_);
    return outcome;
  }

  NamedTensors clip_state(const Clip& clip) {
    check_applicable(clip, parameters_);
    return clip.has_history() ? clip_history_.of(clip).state() : NamedTensors();
  }

  void note_skipped(const at::Tensor& skipped) {
    check_real_scalar(skipped, "note_skipped");
    measure();
    meter_->note_skipped(skipped);
  }
  void note_rolled_back() {
    note_.rolled_back = true;
    probes_.cancel();
  }
  void note_learning_rate(double rate) {
    if (!(rate >= 0 && std::isfinite(rate)))
      throw Error("learning rate " + std::to_string(rate) + " is negative or not finite");
    note_.learning_rate = rate;
  }
  void note_update(const at::Tensor& parameter, const UpdateSums& sums) {
    probes_.note_update(parameter, sums);
  }

  void step(const at::Tensor& loss) {
    check_not_finished("step");
    check_scalar_loss(loss, "step");
    try {
      complete(loss);
    } catch (...) {
      discard_step();
      throw;
    }
    end_step();
  }

  bool probes_next_step() const { return probes_.probing(); }

  void step_replayed(const at::Tensor& loss) {
    check_replayed(loss);
    if (probes_.probing()) {
      throw Error("step " + std::to_string(step_) +
                  " is to be probed, and what was replayed has no probe: ask "
                  "Monitor::probes_next_step(), and run it or capture it with capture_probe()");
    }
    ask_update_witness();
    meter_->complete_replayed(loss);
    end_step();
  }

  CapturedProbe capture_probe() {
    check_not_finished("capture_probe");
    if (!probes_.probing())
      throw Error("step " + std::to_string(step_) + " is not to be probed: it has no probe");
    if (!measured_) {
      throw Error("Monitor::capture_probe was called in step " + std::to_string(step_) +
                  " before clip: capture clip(Clip::none()) where nothing is clipped");
    }
    return probes_.capture(step_);
  }

  void step_replayed(const at::Tensor& loss, const CapturedProbe& probe) {
    check_replayed(loss);
    if (!probes_.probing()) {
      throw Error("step " + std::to_string(step_) +
                  " is not to be probed, and what was replayed is: ask "
                  "Monitor::probes_next_step()");
    }
    ask_update_witness();
    ProbeWindow::Reading reading = StepProbes::read_replayed(step_, probe);
    meter_->complete_replayed(loss);
    probes_.end_replayed(std::move(reading));
    end_step();
  }

  void discard_step() {
    meter_->discard();
    measured_ = clipped_this_step_ = false;
    update_witness_.reset();
    probes_.begin_again();
  }

  void flush() {
    if (measured_) throw Error("Monitor::flush was called between clip and step");
    deliver();
  }

  void note_evaluation(const EvaluationLosses& losses) {
    check_not_finished("note_evaluation");
    losses.classes.check();
    if (measured_) throw Error("Monitor::note_evaluation was called between clip and step");
    FirstFailure failure;  // of a rule or callback: the evaluation is for all of them
    failure.run([&] { deliver(); });
    failure.run([&] { delivery_.hand_out(EvaluationRecord{step_, losses}); });
    failure.rethrow();
  }

  void finish() {
    if (measured_) throw Error("Monitor::finish was called between clip and step");
    FirstFailure failure;  // of a rule or callback, which must not cost the record its end
    failure.run([&] { flush(); });
    failure.run([&] {
      if (!std::exchange(finished_, true)) diagnosis().finish();
    });
    failure.run([&] { delivery_.end_record(RunStatus::completed, facts()); });
    failure.rethrow();
  }

  void save() { delivery_.save_record(facts()); }

  Diagnosis& diagnosis() { return delivery_.diagnosis(); }

  void record_to(const std::filesystem::path& directory) {
    deliver();  // the steps so far are not that folder's
    MonitorRecord next(directory, facts(), options_.thresholds);
    delivery_.end_record(RunStatus::stopped, facts());
    delivery_.record_in(std::move(next));
  }

  void resume_recording(const std::filesystem::path& directory) {
    if (delivery_.records()) throw Error("the monitor records to another folder already");
    if (step_ == 0) {
      throw Error("Monitor::resume_recording would drop all steps of \"" + directory.string() +
                  "\": call set_next_step with the step that training goes on with");
    }
    if (has_completed_a_step_) {
      throw Error("Monitor::resume_recording was called in step " + std::to_string(step_) +
                  ", after steps of the run: call it before the first");
    }
    check_goes_so_far(directory, step_);
    StepTable recorded = read_steps(directory);
    recorded.keep_until(step_);
    MonitorRecord next = MonitorRecord::resumed(directory, facts(), options_.thresholds, step_);
    delivery_.show_earlier(recorded);
    delivery_.record_in(std::move(next));
    save();
  }

  NonFiniteOrigin trace_non_finite(const std::function<at::Tensor()>& loss) {
    if (!loss) throw Error("Monitor::trace_non_finite was given no function to repeat the step");
    probes_.pause();
    try {
      note_.origin = plumb::trace_non_finite(parameters_, options_.tap_prefix, [&] {
        const at::Tensor value = loss();
        check_scalar_loss(value, "trace_non_finite");
        return value;
      });
    } catch (...) {
      probes_.resume();
      throw;
    }
    probes_.cancel();
    return *note_.origin;
  }

  const std::vector<ParameterInfo>& parameters() const { return parameters_.infos; }
  const std::vector<TapInfo>& taps() const { return probes_.taps(); }
  std::int64_t steps() const { return step_; }

  void set_loss_scale(double scale) {
    if (!(scale > 0 && std::isfinite(scale)))
      throw Error("loss scale " + std::to_string(scale) + " is not positive and finite");
    loss_scale_ = scale;
    meter_->set_loss_scale(scale);
  }

  void set_next_step(std::int64_t step) {
    if (step < 0) throw Error("next step " + std::to_string(step) + " is negative");
    flush();
    step_ = step;
    probes_.begin_step(step_);
  }

  NamedTensors activation_state() const { return probes_.state(); }
  void restore_activations(const NamedTensors& state) { probes_.restore(state); }

 private:
  /// What is known of a step before its record is there.
  struct StepNote {
    bool rolled_back = false;
    bool gradients_kept = false;
    std::optional<double> learning_rate;
    std::optional<NonFiniteOrigin> origin;

    void attach_to(StepRecord& record) && {
      record.rolled_back = rolled_back;
      record.gradients_kept = gradients_kept;
      record.learning_rate = learning_rate;
      record.origin = std::move(origin);
    }
  };

  /// The records of all steps so far, to all who want them.
  void deliver() {
    collect();
    delivery_.hand_out(taps());
  }

  /// Brings the records of all steps so far to the host.
  void collect() {
    const std::int64_t first = step_ - meter_->waiting();
    probes_.transfer();
    meter_->drain([&](StepRecord& record) {
      record.step += first;
      probes_.attach_to(record);
      std::move(notes_.front()).attach_to(record);
      notes_.pop_front();
      delivery_.add(std::move(record));
    });
  }

  RunFacts facts() const {
    RunFacts facts = options_.facts;
    facts.parameters = parameters_.infos;
    if (clip_) facts.clip = *clip_;
    return facts;
  }

  void adopt_device(const at::Device& device) {
    if (meter_) collect();
    device_ = device;
    const bool hooks = options_.collection == Collection::hook ||
                       (options_.collection == Collection::automatic && device.is_cpu());
    meter_.reset();  // its hooks go before new ones come
    meter_ = device.is_cpu() ? make_cpu_meter(parameters_, hooks)
                             : make_device_meter(parameters_, hooks, options_.window);
    meter_->set_loss_scale(loss_scale_);
  }

  /// The rules have judged the end.
  void check_not_finished(const std::string& function) const {
    if (!finished_) return;
    throw Error("Monitor::" + function + " was called in step " + std::to_string(step_) +
                ", after Monitor::finish: training that goes on wants a new monitor");
  }

  void check_replayed(const at::Tensor& loss) const {
    check_not_finished("step_replayed");
    check_scalar_loss(loss, "step_replayed");
    if (parameters_.device() != device_)
      throw Error("the parameters have moved to another device since the step was captured");
  }

  /// What can fail, the loss above all, comes before anything is kept of the step.
  void complete(const at::Tensor& loss) {
    measure();
    ask_update_witness();
    std::optional<ProbeWindow::Reading> reading = probes_.end(step_);
    look_for_kept_gradients();
    meter_->complete(loss);
    if (reading) probes_.add(*std::move(reading));
  }

  void look_for_kept_gradients() {
    if (!kept_gradients_) return;
    const auto are_kept = kept_gradients_->end_step();
    if (!are_kept) return;
    note_.gradients_kept = *are_kept;
    kept_gradients_.reset();
  }

  void ask_update_witness() {
    if (update_witness_ && update_witness_->update_was_left_out())
      meter_->note_skipped(at::ones({}));
  }

  void end_step() {
    notes_.push_back(std::exchange(note_, {}));
    ++step_;
    has_completed_a_step_ = true;
    measured_ = clipped_this_step_ = false;
    update_witness_.reset();
    FirstFailure failure;
    failure.run([&] {
      if (meter_->full()) collect();
      delivery_.hand_out(taps());
    });
    probes_.begin_step(step_);
    failure.rethrow();
  }

  void measure() {
    if (measured_) return;
    // Module::to keeps the tensors and changes what is in them.
    if (parameters_.device() != device_) adopt_device(parameters_.device());
    measured_ = true;
    meter_->measure();
    probes_.read_gradients(*meter_, loss_scale_);
  }

  MonitorOptions options_;
  ParameterList parameters_;
  at::Device device_ = at::kCPU;
  std::unique_ptr<GradientMeter> meter_;
  StepProbes probes_;
  KeptClipHistory clip_history_;
  std::optional<Clip> clip_;  // that the loop asks for; until it does, what its facts say holds
  RecordDelivery delivery_;   // after all that facts() reads

  std::optional<KeptGradients> kept_gradients_{parameters_};  // until it is known
  std::optional<UpdateWitness> update_witness_;  // of the step under way, where one is wanted
  StepNote note_;                                // of the step under way
  std::deque<StepNote> notes_;                   // of the steps that wait in the meter

  int exceptions_at_the_start_ = std::uncaught_exceptions();
  std::int64_t step_ = 0;
  double loss_scale_ = 1;
  bool measured_ = false;
  bool clipped_this_step_ = false;
  bool finished_ = false;
  bool has_completed_a_step_ = false;
};

Monitor::Monitor(const torch::nn::Module& module, MonitorOptions options)
    : Monitor(parameters_of(module), std::move(options)) {}

Monitor::Monitor(const NamedTensors& named_parameters, MonitorOptions options)
    : impl_(std::make_unique<Impl>(named_parameters, std::move(options))) {}

Monitor::~Monitor() = default;
Monitor::Monitor(Monitor&&) noexcept = default;
Monitor& Monitor::operator=(Monitor&&) noexcept = default;

ClipOutcome Monitor::clip(const Clip& clip) {
  return impl_->clip(clip);
}
std::vector<std::pair<std::string, at::Tensor>> Monitor::clip_state(const Clip& clip) {
  return impl_->clip_state(clip);
}
void Monitor::note_skipped(const at::Tensor& skipped) {
  impl_->note_skipped(skipped);
}
void Monitor::note_skipped(bool skipped) {
  impl_->note_skipped(at::scalar_tensor(skipped ? 1 : 0));
}
void Monitor::note_rolled_back() {
  impl_->note_rolled_back();
}
void Monitor::note_learning_rate(double rate) {
  impl_->note_learning_rate(rate);
}
void Monitor::note_update(const at::Tensor& parameter, const UpdateSums& sums) {
  impl_->note_update(parameter, sums);
}
void Monitor::step(const at::Tensor& loss) {
  impl_->step(loss);
}
bool Monitor::probes_next_step() const {
  return impl_->probes_next_step();
}
void Monitor::step_replayed(const at::Tensor& loss) {
  impl_->step_replayed(loss);
}
CapturedProbe Monitor::capture_probe() {
  return impl_->capture_probe();
}
void Monitor::step_replayed(const at::Tensor& loss, const CapturedProbe& probe) {
  impl_->step_replayed(loss, probe);
}
void Monitor::discard_step() {
  impl_->discard_step();
}
void Monitor::flush() {
  impl_->flush();
  impl_->save();
}
void Monitor::note_evaluation(const EvaluationLosses& losses) {
  impl_->note_evaluation(losses);
}
void Monitor::finish() {
  impl_->finish();
}
const std::vector<Finding>& Monitor::findings() const {
  return impl_->diagnosis().findings();
}
Diagnosis& Monitor::diagnosis() {
  return impl_->diagnosis();
}
void Monitor::record_to(const std::filesystem::path& directory) {
  impl_->record_to(directory);
}
void Monitor::resume_recording(const std::filesystem::path& directory) {
  impl_->resume_recording(directory);
}
NonFiniteOrigin Monitor::trace_non_finite(const std::function<at::Tensor()>& loss) {
  return impl_->trace_non_finite(loss);
}
const std::vector<ParameterInfo>& Monitor::parameters() const {
  return impl_->parameters();
}
const std::vector<TapInfo>& Monitor::taps() const {
  return impl_->taps();
}
void Monitor::set_loss_scale(double scale) {
  impl_->set_loss_scale(scale);
}
std::int64_t Monitor::steps() const {
  return impl_->steps();
}
void Monitor::set_next_step(std::int64_t step) {
  impl_->set_next_step(step);
}
std::vector<std::pair<std::string, at::Tensor>> Monitor::activation_state() const {
  return impl_->activation_state();
}
void Monitor::restore_activations(const NamedTensors& state) {
  impl_->restore_activations(state);
}

}  // namespace plumb
