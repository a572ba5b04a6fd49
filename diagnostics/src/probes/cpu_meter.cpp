#include <ATen/ATen.h>

#include <cmath>

#include "clip_factors.hpp"
#include "gradient_meter.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "unit_clip.hpp"

namespace plumb {
namespace {

class CpuMeter final : public GradientMeter {
 public:
  CpuMeter(const ParameterList& parameters, bool hooks)
      : parameters_(parameters), hooks_(parameters, hooks), unit_clip_(parameters) {}

  void measure() override {
    record_ = {};
    record_.norms.resize(parameters_.size());
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const at::Tensor& gradient = parameters_.tensors[i].grad();
      if (!gradient.defined()) continue;
      const HookedNorm* seen = hooks_.seen(i, gradient);
      record_.norms[i] = (seen != nullptr ? seen->reading.norm : cpu_norm(gradient)) / loss_scale();
    }
    record_.norm = record_.norm_after = total_norm(record_.norms);
    if (record_.norm == 0) drop_cleared();
    measured_ = true;
  }

  std::optional<EntryCounts> counts(std::size_t i) const override {
    const HookedNorm* seen = hooks_.seen(i, parameters_.tensors[i].grad());
    return seen != nullptr ? seen->reading.counts : std::nullopt;
  }

  ClipOutcome clip(const Clip& clip, ClipHistory* history) override {
    const bool finite = std::isfinite(record_.norm);
    if (clip.kind != Clip::Kind::none && finite) apply(clip, history);
    return ClipOutcome(finite, record_.norm);
  }

  void note_skipped(const at::Tensor& skipped) override {
    if (skipped.item<double>() != 0) record_.skipped = true;
  }

  void complete(const at::Tensor& loss) override {
    record_.loss = loss.item<double>();
    complete_ = true;
    discard();
  }

  void complete_replayed(const at::Tensor& loss) override {
    if (!measured_) {
      throw Error(
          "norms on the CPU are taken on the host, which a replayed step passes by: replay a "
          "function that calls Monitor::clip, or take a GPU");
    }
    complete(loss);
  }

  void discard() override {
    measured_ = false;
    hooks_.forget();
  }

  std::int64_t waiting() const override { return complete_ ? 1 : 0; }
  bool full() const override { return complete_; }

  void drain(const std::function<void(StepRecord&)>& take) override {
    if (!complete_) return;
    complete_ = false;
    take(record_);
  }

 private:
  using Norms = std::vector<std::optional<double>>;

  /// Zeros everywhere, where a gradient had come, are what zero_grad left of it, and no gradient.
  void drop_cleared() {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
      if (hooks_.saw_one(i)) record_.norms[i].reset();
  }

  void apply(const Clip& clip, ClipHistory* history) {
    const at::NoGradGuard no_grad;
    Norms after = record_.norms;
    if (clip.kind == Clip::Kind::value) {
      clip_values(clip, after);
    } else if (clip.kind == Clip::Kind::agc) {
      clip_units(clip, after);
    } else if (history != nullptr) {
      clip_by_history(*history, after);
    } else {
      const double factor = global_clip_factor(record_.norm, clip.threshold);
      for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (!after[i]) continue;
        scale(
            i,
            clip.kind == Clip::Kind::norm ? factor : tensor_clip_factor(*after[i], clip.threshold),
            after);
      }
    }
    if (after == record_.norms) return;
    record_.clipped = true;
    record_.norms_after = std::move(after);
    record_.norm_after = total_norm(record_.norms_after);
  }

  void scale(std::size_t i, double factor, Norms& after) {
    if (factor == 1.0) return;
    parameters_.tensors[i].grad().mul_(factor);
    after[i] = *after[i] * factor;
  }

  void clip_values(const Clip& clip, Norms& after) {
    const at::Tensor bound = device_scalar(clip.threshold * loss_scale(), at::kCPU);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (!after[i]) continue;
      at::Tensor entries = stored_entries(parameters_.tensors[i]);
      const at::Tensor limit = bound.to(entries.scalar_type());  // inf where it does not fit
      change(i, after, [&] { entries.clamp_(-limit, limit); });
    }
  }

  void clip_units(const Clip& clip, Norms& after) {
    const at::Tensor finite = at::ones({}, at::kBool);
    for (const std::size_t i : unit_clip_.positions()) {
      if (!after[i]) continue;
      change(i, after, [&] { unit_clip_.apply(i, clip.threshold, loss_scale(), finite); });
    }
  }

  /// The norm is taken just before too: what a pass of its own summed up (measure_early) is rounded
  /// in another way, and tells nothing of whether an entry was changed.
  template <class Clipping>
  void change(std::size_t i, Norms& after, const Clipping& clip) const {
    const at::Tensor& parameter = parameters_.tensors[i];
    const double before = cpu_norm(parameter.grad());
    clip();
    const double now = cpu_norm(parameter.grad());
    if (now != before) after[i] = now / loss_scale();
  }

  void clip_by_history(ClipHistory& history, Norms& after) {
    GradientSizes sizes;
    std::vector<double> norms;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (!after[i]) continue;
      norms.push_back(*after[i]);
      sizes.positions.push_back(i);
    }
    if (norms.empty()) return;
    sizes.norms = at::tensor(norms, at::kDouble);
    sizes.total = device_scalar(record_.norm, at::kCPU);
    sizes.finite = at::ones({}, at::kBool);
    const at::Tensor factors = history.factors(sizes).contiguous();
    for (std::size_t k = 0; k < sizes.positions.size(); ++k)
      scale(sizes.positions[k], factors.const_data_ptr<double>()[k], after);
  }

  const ParameterList& parameters_;
  GradientHooks hooks_;
  UnitClip unit_clip_;
  StepRecord record_;
  bool measured_ = false;  // since the last step
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<GradientMeter> make_cpu_meter(const ParameterList& parameters, bool hooks) {
  return std::make_unique<CpuMeter>(parameters, hooks);
}

}  // namespace plumb
