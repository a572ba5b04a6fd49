#include <ATen/ATen.h>

#include <cmath>

#include "gradient_meter.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {
namespace {

class CpuMeter final : public GradientMeter {
 public:
  CpuMeter(const ParameterList& parameters, bool hooks)
      : parameters_(parameters), hooks_(parameters, hooks) {}

  void measure() override {
    record_ = {};
    record_.norms.resize(parameters_.size());
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const at::Tensor& gradient = parameters_.tensors[i].grad();
      if (!gradient.defined()) continue;
      const HookedNorm* seen = hooks_.seen(i, gradient);
      record_.norms[i] = (seen != nullptr ? seen->norm : cpu_norm(gradient)) / loss_scale();
    }
    record_.norm = record_.norm_after = total_norm(record_.norms);
  }

  ClipOutcome clip(const Clip& clip) override {
    const bool finite = std::isfinite(record_.norm);
    if (clip.kind != Clip::Kind::none) {
      record_.skipped = !finite;
      if (finite) apply(clip);
    }
    return ClipOutcome(finite);
  }

  void complete(const at::Tensor& loss) override {
    record_.loss = loss.item<double>();
    complete_ = true;
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
  void apply(const Clip& clip) {
    const at::NoGradGuard no_grad;
    std::vector<std::optional<double>> after = record_.norms;
    const double factor = global_clip_factor(record_.norm, clip.threshold);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (!after[i]) continue;
      if (clip.kind == Clip::Kind::value) {
        const double bound = clip.threshold * loss_scale();
        stored_entries(parameters_.tensors[i]).clamp_(-bound, bound);
        after[i] = cpu_norm(parameters_.tensors[i].grad()) / loss_scale();
        continue;
      }
      const double scale =
          clip.kind == Clip::Kind::norm ? factor : tensor_clip_factor(*after[i], clip.threshold);
      if (scale == 1.0) continue;
      parameters_.tensors[i].grad().mul_(scale);
      after[i] = *after[i] * scale;
    }
    if (after == record_.norms) return;
    record_.clipped = true;
    record_.norms_after = std::move(after);
    record_.norm_after = total_norm(record_.norms_after);
  }

  const ParameterList& parameters_;
  GradientHooks hooks_;
  StepRecord record_;
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<GradientMeter> make_cpu_meter(const ParameterList& parameters, bool hooks) {
  return std::make_unique<CpuMeter>(parameters, hooks);
}

}  // namespace plumb
