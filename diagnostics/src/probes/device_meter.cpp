#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "clip_factors.hpp"
#include "device_window.hpp"
#include "gradient_meter.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "unit_clip.hpp"

namespace plumb {
namespace {

/// A row of the window holds, in this order: norms before, norms after, then these.
enum Column { total_before, total_after, loss_value, skipped_flag, extra_columns };

constexpr double no_gradient = -1;  // in a row, where an optional cannot go

class DeviceMeter final : public GradientMeter {
 public:
  DeviceMeter(const ParameterList& parameters, bool hooks, std::int64_t window)
      : parameters_(parameters),
        count_(static_cast<std::int64_t>(parameters.size())),
        hooks_(parameters, hooks),
        unit_clip_(parameters),
        window_(window, 2 * count_ + extra_columns, parameters.device()),
        row_(at::empty({2 * count_ + extra_columns},
                       at::TensorOptions().dtype(at::kDouble).device(parameters.device()))) {}

  void measure() override {
    const at::NoGradGuard no_grad;
    gather_gradients();
    measured_ = true;
    row_[2 * count_ + skipped_flag].zero_();
    norms_ = gradients_.empty() ? at::empty({0}, row_.options()) : gradient_norms();
    if (loss_scale() != 1) norms_ = norms_ / loss_scale();
    total_ = norms_.square().sum().sqrt();
    write_norms(0, norms_);
    write_norms(count_, norms_);
    row_[2 * count_ + total_before].copy_(total_);
    row_[2 * count_ + total_after].copy_(total_);
  }

  ClipOutcome clip(const Clip& clip, ClipHistory* history) override {
    const at::NoGradGuard no_grad;
    const at::Tensor finite = at::isfinite(total_);
    ClipOutcome outcome(at::logical_not(finite).to(at::kFloat), total_);
    if (clip.kind == Clip::Kind::none || gradients_.empty()) return outcome;
    if (clip.kind == Clip::Kind::value) {
      clip_values(clip, finite);
    } else if (clip.kind == Clip::Kind::agc) {
      clip_units(clip, finite);
    } else if (history != nullptr) {
      clip_by_history(clip, *history, finite);
    } else {
      clip_norms(clip, finite);
    }
    write_norms(count_, norms_);
    row_[2 * count_ + total_after].copy_(norms_.square().sum().sqrt());
    return outcome;
  }

  void note_skipped(const at::Tensor& skipped) override {
    at::Tensor flag = row_[2 * count_ + skipped_flag];
    flag.copy_(at::maximum(flag, skipped.detach().ne(0).to(flag.options())));
  }

  void complete(const at::Tensor& loss) override {
    const at::NoGradGuard no_grad;
    row_[2 * count_ + loss_value].copy_(loss.detach().reshape({}), /*non_blocking=*/true);
    window_.add(row_);
    forget_gradients();
  }

  void complete_replayed(const at::Tensor& loss) override {
    if (!measured_) throw Error("no step was measured that could have been captured");
    complete(loss);
  }

  void discard() override { forget_gradients(); }

  std::int64_t waiting() const override { return window_.filled(); }
  bool full() const override { return window_.full(); }

  void drain(const std::function<void(StepRecord&)>& take) override {
    const std::int64_t rows = window_.filled();
    if (rows == 0) return;
    const std::vector<double> values = window_.drain();
    const std::size_t columns = values.size() / static_cast<std::size_t>(rows);
    for (std::int64_t i = 0; i < rows; ++i) {
      StepRecord record = record_from(values.data() + static_cast<std::size_t>(i) * columns);
      record.step = i;
      take(record);
    }
  }

 private:
  /// As far as they are kept here: zero_grad() is to free their memory.
  void forget_gradients() {
    hooks_.forget();
    gradients_.clear();
    positions_.clear();
  }

  /// Gradients that exist, with the parameters' positions.
  void gather_gradients() {
    gradients_.clear();
    positions_.clear();
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const at::Tensor& gradient = parameters_.tensors[i].grad();
      if (!gradient.defined()) continue;
      gradients_.push_back(gradient);
      positions_.push_back(i);
    }
  }

  at::Tensor gradient_norms() const {
    std::vector<at::Tensor> norms;
    for (const std::size_t i : positions_) {
      const HookedNorm* seen = hooks_.seen(i, parameters_.tensors[i].grad());
      if (seen == nullptr) return device_norms(gradients_);
      norms.push_back(seen->device_norm);
    }
    return at::stack(norms);
  }

  void write_norms(std::int64_t offset, const at::Tensor& norms) {
    if (gradients_.size() == parameters_.size()) {
      row_.narrow(0, offset, count_).copy_(norms);
      return;
    }
    row_.narrow(0, offset, count_).fill_(no_gradient);
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      row_[offset + static_cast<std::int64_t>(positions_[i])].copy_(
          norms[static_cast<std::int64_t>(i)]);
    }
  }

  void clip_values(const Clip& clip, const at::Tensor& finite) {
    // NaN and inf must stay visible, as on the CPU: an infinite bound leaves every entry alone.
    const at::Tensor bound =
        at::where(finite, at::full_like(total_, clip.threshold * loss_scale()),
                  at::full_like(total_, std::numeric_limits<double>::infinity()));
    for (const std::size_t i : positions_) {
      at::Tensor entries = stored_entries(parameters_.tensors[i]);
      const at::Tensor limit = bound.to(entries.scalar_type());
      entries.clamp_(-limit, limit);
    }
    gather_gradients();
    norms_ = device_norms(gradients_) / loss_scale();
  }

  void clip_units(const Clip& clip, const at::Tensor& finite) {
    for (const std::size_t i : unit_clip_.positions()) {
      if (parameters_.tensors[i].grad().defined())
        unit_clip_.apply(i, clip.threshold, loss_scale(), finite);
    }
    gather_gradients();
    norms_ = device_norms(gradients_) / loss_scale();
  }

  void clip_by_history(const Clip& clip, ClipHistory& history, const at::Tensor& finite) {
    const at::Tensor factors = history.factors({norms_, total_, positions_, finite});
    scale_gradients(factors, clip.kind != Clip::Kind::adagc);
    norms_ = norms_ * factors;
  }

  void clip_norms(const Clip& clip, const at::Tensor& finite) {
    const bool global = clip.kind == Clip::Kind::norm;
    at::Tensor factors = global ? global_clip_factor(total_, clip.threshold).expand_as(norms_)
                                : tensor_clip_factors(norms_, clip.threshold);
    factors = at::where(finite, factors, at::ones_like(factors));
    scale_gradients(factors, global);
    norms_ = norms_ * factors;
  }

  void scale_gradients(const at::Tensor& factors, bool same_for_all) {
    const bool all_dense =
        std::all_of(gradients_.begin(), gradients_.end(),
                    [](const at::Tensor& gradient) { return gradient.layout() == at::kStrided; });
    if (same_for_all && all_dense) {
      at::_foreach_mul_(gradients_, factors[0].to(gradients_.front().scalar_type()));
      return;
    }
    for (std::size_t i = 0; i < gradients_.size(); ++i) {
      gradients_[i].mul_(factors[static_cast<std::int64_t>(i)].to(gradients_[i].scalar_type()));
    }
  }

  StepRecord record_from(const double* row) const {
    const auto read = [&](std::int64_t offset) {
      std::vector<std::optional<double>> norms(parameters_.size());
      for (std::size_t i = 0; i < norms.size(); ++i) {
        const double value = row[static_cast<std::size_t>(offset) + i];
        if (value != no_gradient) norms[i] = value;
      }
      return norms;
    };
    StepRecord record;
    record.loss = row[2 * count_ + loss_value];
    record.norm = row[2 * count_ + total_before];
    record.norm_after = row[2 * count_ + total_after];
    record.skipped = row[2 * count_ + skipped_flag] != 0;
    record.norms = read(0);
    std::vector<std::optional<double>> after = read(count_);
    record.clipped = std::isfinite(record.norm) && after != record.norms;
    if (record.clipped) record.norms_after = std::move(after);
    return record;
  }

  const ParameterList& parameters_;
  std::int64_t count_;
  GradientHooks hooks_;
  UnitClip unit_clip_;
  DeviceWindow window_;
  at::Tensor row_;  // of the step under way, always in the same memory: a replay writes there again
  at::Tensor norms_, total_;
  bool measured_ = false;  // ever
  std::vector<at::Tensor> gradients_;
  std::vector<std::size_t> positions_;
};

}  // namespace

std::unique_ptr<GradientMeter> make_device_meter(const ParameterList& parameters, bool hooks,
                                                 std::int64_t window) {
  return std::make_unique<DeviceMeter>(parameters, hooks, window);
}

}  // namespace plumb
