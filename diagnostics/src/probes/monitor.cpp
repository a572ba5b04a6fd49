#include "plumb/diagnostics/monitor.hpp"

#include <ATen/ATen.h>
#include <torch/nn/module.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "device_window.hpp"
#include "gradient_hook.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

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

/// The entries of a parameter's gradient, to be changed in place. A sparse gradient is coalesced
/// first: a bound on each of several summands would not bound their sum.
at::Tensor stored_entries(const at::Tensor& parameter) {
  const at::Tensor& gradient = parameter.grad();
  if (gradient.layout() == at::kStrided) return gradient;
  if (!gradient.is_coalesced()) parameter.mutable_grad() = gradient.coalesce();
  return parameter.grad()._values();
}

/// On a device a row of the window holds, in this order: norms before, norms after, then these.
enum Column { total_before, total_after, loss_value, skipped_flag, extra_columns };

constexpr double no_gradient = -1;  // in a window's row, where an optional cannot go

}  // namespace

bool ClipOutcome::finite() const {
  return found_inf_.defined() ? found_inf_.item<float>() == 0 : finite_;
}

class Monitor::Impl {
 public:
  Impl(const NamedTensors& named, MonitorOptions options) : options_(std::move(options)) {
    if (options_.window < 1) {
      throw Error("monitor window " + std::to_string(options_.window) + " is not at least 1");
    }
    add_parameters(named);
    adopt_device(tensors_.front().device());
  }

  ClipOutcome clip(const Clip& clip) {
    if (clipped_this_step_) {
      throw Error("Monitor::clip was called twice in step " + std::to_string(step_));
    }
    clipped_this_step_ = true;
    measure();
    return device_.is_cpu() ? clip_on_cpu(clip) : clip_on_device(clip);
  }

  void step(const at::Tensor& loss) {
    if (loss.numel() != 1) {
      throw Error("Monitor::step wants a scalar loss, got " + std::to_string(loss.numel()) +
                  " values");
    }
    measure();
    if (device_.is_cpu()) {
      record_.step = step_;
      record_.loss = loss.item<double>();
      if (options_.on_record) options_.on_record(record_);
    } else {
      row_[2 * count() + loss_value].copy_(loss.detach().reshape({}), /*non_blocking=*/true);
      window_->advance();
    }
    ++step_;
    measured_ = clipped_this_step_ = false;
    for (const auto& hooked : hooked_) hooked->gradient = nullptr;
    if (window_ && window_->full()) flush();
  }

  void flush() {
    if (!window_ || window_->filled() == 0) return;
    if (measured_) throw Error("Monitor::flush was called between clip and step");
    const std::int64_t rows = window_->filled();
    const std::vector<double> values = window_->drain();
    const std::size_t columns = values.size() / static_cast<std::size_t>(rows);
    for (std::int64_t i = 0; i < rows; ++i) {
      const double* row = values.data() + static_cast<std::size_t>(i) * columns;
      if (options_.on_record) options_.on_record(record_from(row, step_ - rows + i));
    }
  }

  const std::vector<ParameterInfo>& parameters() const { return infos_; }
  std::int64_t steps() const { return step_; }

  void set_next_step(std::int64_t step) {
    flush();
    step_ = step;
  }

 private:
  std::int64_t count() const { return static_cast<std::int64_t>(tensors_.size()); }

  void add_parameters(const NamedTensors& named) {
    std::unordered_map<const void*, std::size_t> seen;
    for (const auto& [name, tensor] : named) {
      const auto [position, inserted] = seen.emplace(tensor.unsafeGetTensorImpl(), infos_.size());
      if (!inserted) {
        infos_[position->second].aliases.push_back(name);
        continue;
      }
      infos_.push_back({name, tensor.sizes().vec(), tensor.numel(), {}});
      tensors_.push_back(tensor);
    }
    if (tensors_.empty()) throw Error("the module to monitor has no parameters");
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      if (tensors_[i].device() != tensors_[0].device()) {
        throw Error("parameter " + infos_[i].name + " is on " + tensors_[i].device().str() +
                    ", but " + infos_[0].name + " is on " + tensors_[0].device().str());
      }
    }
  }

  void adopt_device(const at::Device& device) {
    flush();
    device_ = device;
    hook_mode_ = options_.collection == Collection::hook ||
                 (options_.collection == Collection::automatic && device_.is_cpu());
    hooks_.clear();
    hooked_.clear();
    if (hook_mode_) install_hooks();
    window_.reset();
    if (!device_.is_cpu()) window_.emplace(options_.window, 2 * count() + extra_columns, device_);
  }

  void install_hooks() {
    hooked_.resize(tensors_.size());
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      hooked_[i] = std::make_shared<HookedNorm>();
      hooks_.push_back(std::make_unique<GradientHook>(tensors_[i], hooked_[i]));
    }
  }

  void measure() {
    if (measured_) return;
    // Module::to keeps the tensors and changes what is in them.
    if (tensors_.front().device() != device_) adopt_device(tensors_.front().device());
    measured_ = true;
    device_.is_cpu() ? measure_on_cpu() : measure_on_device();
  }

  void measure_on_cpu() {
    record_.norms.resize(tensors_.size());
    record_.norms_after.clear();
    record_.clipped = record_.skipped = false;
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      const at::Tensor& gradient = tensors_[i].grad();
      if (!gradient.defined()) {
        record_.norms[i].reset();
      } else if (hook_mode_ && hooked_[i]->describes(gradient)) {
        record_.norms[i] = hooked_[i]->norm;
      } else {
        record_.norms[i] = cpu_norm(gradient);
      }
    }
    record_.norm = record_.norm_after = total_norm(record_.norms);
  }

  ClipOutcome clip_on_cpu(const Clip& clip) {
    ClipOutcome outcome;
    outcome.finite_ = std::isfinite(record_.norm);
    if (clip.kind == Clip::Kind::none) return outcome;
    record_.skipped = !outcome.finite_;
    if (!outcome.finite_) return outcome;

    const at::NoGradGuard no_grad;
    std::vector<std::optional<double>> after = record_.norms;
    const double factor = global_clip_factor(record_.norm, clip.threshold);
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      if (!after[i]) continue;
      at::Tensor gradient = tensors_[i].grad();
      if (clip.kind == Clip::Kind::value) {
        stored_entries(tensors_[i]).clamp_(-clip.threshold, clip.threshold);
        after[i] = cpu_norm(tensors_[i].grad());
        continue;
      }
      const double scale =
          clip.kind == Clip::Kind::norm ? factor : tensor_clip_factor(*after[i], clip.threshold);
      if (scale == 1.0) continue;
      gradient.mul_(scale);
      after[i] = *after[i] * scale;
    }
    if (after != record_.norms) {
      record_.clipped = true;
      record_.norms_after = std::move(after);
      record_.norm_after = total_norm(record_.norms_after);
    }
    return outcome;
  }

  /// Gradients that exist, with the parameters' positions.
  void gather_gradients() {
    gradients_.clear();
    positions_.clear();
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      const at::Tensor& gradient = tensors_[i].grad();
      if (!gradient.defined()) continue;
      gradients_.push_back(gradient);
      positions_.push_back(i);
    }
  }

  at::Tensor gradient_norms_on_device() const {
    const bool all_hooked =
        hook_mode_ && std::all_of(positions_.begin(), positions_.end(), [&](std::size_t i) {
          return hooked_[i]->describes(tensors_[i].grad());
        });
    if (!all_hooked) return device_norms(gradients_);
    std::vector<at::Tensor> norms;
    for (const std::size_t i : positions_) norms.push_back(hooked_[i]->device_norm);
    return at::stack(norms);
  }

  void write_norms(std::int64_t offset, const at::Tensor& norms) {
    if (gradients_.size() == tensors_.size()) {
      row_.narrow(0, offset, count()).copy_(norms);
      return;
    }
    row_.narrow(0, offset, count()).fill_(no_gradient);
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      row_[offset + static_cast<std::int64_t>(positions_[i])].copy_(
          norms[static_cast<std::int64_t>(i)]);
    }
  }

  void measure_on_device() {
    const at::NoGradGuard no_grad;
    gather_gradients();
    row_ = window_->current_row();
    row_[2 * count() + skipped_flag].zero_();
    norms_ = gradients_.empty() ? at::empty({0}, row_.options()) : gradient_norms_on_device();
    total_ = norms_.square().sum().sqrt();
    write_norms(0, norms_);
    write_norms(count(), norms_);
    row_[2 * count() + total_before].copy_(total_);
    row_[2 * count() + total_after].copy_(total_);
  }

  ClipOutcome clip_on_device(const Clip& clip) {
    const at::NoGradGuard no_grad;
    ClipOutcome outcome;
    const at::Tensor finite = at::isfinite(total_);
    outcome.found_inf_ = at::logical_not(finite).to(at::kFloat);
    if (clip.kind == Clip::Kind::none || gradients_.empty()) return outcome;
    row_[2 * count() + skipped_flag].copy_(outcome.found_inf_);

    if (clip.kind == Clip::Kind::value) {
      // NaN and inf must stay visible, as on the CPU: an infinite bound leaves every entry alone.
      const at::Tensor bound =
          at::where(finite, at::full_like(total_, clip.threshold),
                    at::full_like(total_, std::numeric_limits<double>::infinity()));
      for (const std::size_t i : positions_) {
        at::Tensor entries = stored_entries(tensors_[i]);
        const at::Tensor limit = bound.to(entries.scalar_type());
        entries.clamp_(-limit, limit);
      }
      gather_gradients();
      norms_ = device_norms(gradients_);
    } else {
      const bool global = clip.kind == Clip::Kind::norm;
      at::Tensor factors = global
                               ? (clip.threshold / (total_ + 1e-6)).clamp_max(1.0).expand_as(norms_)
                               : clip.threshold / norms_.clamp_min(clip.threshold);
      factors = at::where(finite, factors, at::ones_like(factors));
      scale_gradients(factors, global);
      norms_ = norms_ * factors;
    }
    write_norms(count(), norms_);
    row_[2 * count() + total_after].copy_(norms_.square().sum().sqrt());
    return outcome;
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

  StepRecord record_from(const double* row, std::int64_t step) const {
    const auto read = [&](std::int64_t offset) {
      std::vector<std::optional<double>> norms(tensors_.size());
      for (std::size_t i = 0; i < norms.size(); ++i) {
        const double value = row[static_cast<std::size_t>(offset) + i];
        if (value != no_gradient) norms[i] = value;
      }
      return norms;
    };
    StepRecord record;
    record.step = step;
    record.loss = row[2 * count() + loss_value];
    record.norm = row[2 * count() + total_before];
    record.norm_after = row[2 * count() + total_after];
    record.skipped = row[2 * count() + skipped_flag] != 0;
    record.norms = read(0);
    std::vector<std::optional<double>> after = read(count());
    record.clipped = !record.skipped && after != record.norms;
    if (record.clipped) record.norms_after = std::move(after);
    return record;
  }

  MonitorOptions options_;
  std::vector<ParameterInfo> infos_;
  std::vector<at::Tensor> tensors_;
  at::Device device_ = at::kCPU;
  bool hook_mode_ = false;
  std::vector<std::shared_ptr<HookedNorm>> hooked_;
  std::vector<std::unique_ptr<GradientHook>> hooks_;

  std::int64_t step_ = 0;
  bool measured_ = false;
  bool clipped_this_step_ = false;

  StepRecord record_;  // the step under way, on the CPU

  std::optional<DeviceWindow> window_;  // the same, elsewhere
  at::Tensor row_, norms_, total_;
  std::vector<at::Tensor> gradients_;
  std::vector<std::size_t> positions_;
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
void Monitor::step(const at::Tensor& loss) {
  impl_->step(loss);
}
void Monitor::flush() {
  impl_->flush();
}
const std::vector<ParameterInfo>& Monitor::parameters() const {
  return impl_->parameters();
}
std::int64_t Monitor::steps() const {
  return impl_->steps();
}
void Monitor::set_next_step(std::int64_t step) {
  impl_->set_next_step(step);
}

}  // namespace plumb
