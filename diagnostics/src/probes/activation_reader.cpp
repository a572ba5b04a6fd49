#include "activation_reader.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/function.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "activation_sums.hpp"
#include "plumb/internal/utf8.hpp"
#include "probe_number.hpp"
#include "probed_tap.hpp"
#include "tap_listeners.hpp"

namespace plumb {
namespace {

using NamedStates = std::vector<std::pair<std::string, at::Tensor>>;

// Names in a state.
constexpr std::string_view probe_count = "probes";
constexpr std::string_view tap_state = "last_active.";

/// The autograd node tells what made a tensor, in place or not. A function of one's own counts if
/// it is called as LibTorch's: its node is "torch::autograd::CppNode<…::SigmoidBackward>".
ActivationKind kind_of(const at::Tensor& x) {
  const auto& node = x.grad_fn();
  if (!node) return ActivationKind::other;
  const std::string full = node->name();
  const auto scope = full.find_last_of(":<");
  const auto name = std::string_view(full).substr(scope == std::string::npos ? 0 : scope + 1);
  if (name.starts_with("SigmoidBackward")) return ActivationKind::sigmoid;
  if (name.starts_with("TanhBackward")) return ActivationKind::tanh;
  if (name.starts_with("ReluBackward")) return ActivationKind::relu;
  return ActivationKind::other;
}

/// Without the prefix that tells networks apart, and a dot behind it: within one network its input
/// is "input", and a layer's tap is called as the layer is.
std::string_view without_prefix(std::string_view name, std::string_view prefix) {
  if (prefix.empty()) return name;
  std::string_view rest = name.substr(prefix.size());
  if (rest.starts_with('.')) rest.remove_prefix(1);
  return rest.empty() ? name : rest;
}

ActivationProbe decode_row(const double* row, ActivationKind kind, double loss_scale) {
  const double count = row[entry_count];
  const double mean_square = row[square_sum] / count;
  ActivationProbe probe;
  probe.mean = row[value_sum] / count;
  const double variance = mean_square - probe.mean * probe.mean;
  probe.deviation = variance < 0 ? 0 : std::sqrt(variance);  // NaN stays NaN
  if (row[spare_rows] > 0 && std::isfinite(row[square_sum]))
    probe.spread = row[square_sum] > 0 ? std::sqrt(row[within_units] / row[square_sum]) : 0;
  if (kind == ActivationKind::sigmoid || kind == ActivationKind::tanh)
    probe.saturated = row[saturated_count] / count;
  probe.zeros = row[zero_count] / count;
  probe.inactive = row[inactive_share];
  probe.non_finite = static_cast<std::int64_t>(row[non_finite_count]);
  if (row[gradient_visits] > 0) probe.gradient = std::sqrt(row[gradient_square_sum]) / loss_scale;
  return probe;
}

}  // namespace

class ActivationReader::Listener final : public TapListener {
 public:
  Listener(std::string prefix, std::int64_t window, HeardPasses passes)
      : prefix_(std::move(prefix)), window_(static_cast<double>(window)), passes_(passes) {}

  void visit(std::string_view name, const at::Tensor& x) override {
    if (!at::GradMode::is_enabled()) return;  // an evaluation, no training step
    ProbedTap* tap = measure(name, x, [&] { return kind_of(x); });
    if (tap != nullptr && x.requires_grad()) tap->hook(x);
  }

  bool takes_inner_taps() const override { return true; }

  std::shared_ptr<TapGradients> visit_inner(std::string_view name, ActivationKind kind,
                                            const at::Tensor& x) override {
    const ProbedTap* tap = measure(name, x, [&] { return kind; });
    return tap != nullptr ? tap->sums : nullptr;
  }

  void forget() {
    for (auto& tap : taps_) tap.end_probe();
  }

  at::Tensor finish(const at::Device& device) {
    at::Tensor result = read(device);
    forget();
    number_.advance();
    return result;
  }

  at::Tensor capture(const at::Device& device) {
    at::Tensor result = read(device);
    number_.advance_on_devices();
    return result;
  }

  void finish_replayed() {
    forget();
    number_.advance_on_host();
  }

  const std::vector<TapInfo>& infos() const { return infos_; }

  NamedStates state() const {
    if (number_.on_host() == 0) return {};
    NamedStates state{{std::string(probe_count), at::full({}, number_.on_host(), at::kDouble)}};
    for (std::size_t i = 0; i < taps_.size(); ++i)
      if (taps_[i].last_active.defined())
        state.emplace_back(std::string(tap_state) + infos_[i].name, taps_[i].last_active);
    state.insert(state.end(), earlier_.begin(), earlier_.end());
    return state;
  }

  void restore(const NamedStates& state) {
    earlier_.clear();
    number_.set(0);
    for (auto& tap : taps_) tap.last_active = at::Tensor();
    for (const auto& [name, tensor] : state) {
      if (name == probe_count)
        number_.set(tensor.item<double>());
      else if (name.starts_with(tap_state))
        earlier_.emplace_back(name, tensor.clone());
    }
  }

 private:
  /// Null: not a tap to look at.
  template <class Kind>
  ProbedTap* measure(std::string_view called, const at::Tensor& x, const Kind& kind) {
    if (!called.starts_with(prefix_) || !x.defined() || x.numel() == 0 || !x.is_floating_point() ||
        x.layout() != at::kStrided)
      return nullptr;
    const at::NoGradGuard no_grad;
    // A name that no file can hold is no reason to end a training.
    const std::string name = as_valid_utf8(without_prefix(called, prefix_));
    const std::size_t i = position(name, x, kind);
    ProbedTap& tap = taps_[i];
    const at::Tensor matrix = samples_by_units(x);
    if (!tap.last_active.defined()) tap.last_active = take_earlier(name);
    if (tap.last_active.defined() && tap.last_active.numel() == matrix.size(1)) {
      tap.last_active = moved_to(matrix.device(), tap.last_active);
    } else {
      tap.last_active = at::full({matrix.size(1)}, -1.0,
                                 at::TensorOptions().dtype(at::kDouble).device(matrix.device()));
    }
    at::Tensor sums = activation_sums(matrix, infos_[i].kind, tap.last_active, number_);
    if (tap.sums) {
      tap.sums->add_visit(sums);
    } else {
      tap.sums = std::make_shared<TapSums>(std::move(sums), passes_);
    }
    return &tap;
  }

  /// What was restored of a tap, which is not known before its first visit; undefined: nothing.
  at::Tensor take_earlier(std::string_view name) {
    const auto found = std::find_if(earlier_.begin(), earlier_.end(), [&](const auto& named) {
      return std::string_view(named.first).substr(tap_state.size()) == name;
    });
    if (found == earlier_.end()) return {};
    at::Tensor last_active = std::move(found->second);
    earlier_.erase(found);
    return last_active;
  }

  /// Asks for the kind at the first visit.
  template <class Kind>
  std::size_t position(std::string_view name, const at::Tensor& x, const Kind& kind) {
    const auto found = std::find_if(infos_.begin(), infos_.end(),
                                    [&](const TapInfo& info) { return info.name == name; });
    if (found != infos_.end()) return static_cast<std::size_t>(found - infos_.begin());
    const std::int64_t units = x.dim() < 2 ? 1 : (x.dim() <= 3 ? x.size(-1) : x.size(1));
    infos_.push_back({std::string(name), kind(), units});
    taps_.emplace_back();
    return taps_.size() - 1;
  }

  at::Tensor read(const at::Device& device) {
    for (auto& tap : taps_) {
      if (tap.sums) tap.sums->add_inactive(tap.last_active, number_, window_);
    }
    if (taps_.empty()) return {};
    return device.is_cpu() ? cpu_rows() : device_rows(device);
  }

  at::Tensor cpu_rows() const {
    at::Tensor rows =
        at::zeros({static_cast<std::int64_t>(taps_.size()), activation_columns}, at::kDouble);
    double* row = rows.mutable_data_ptr<double>();
    for (const auto& tap : taps_) {
      if (tap.sums) {
        const at::Tensor totals = moved_to(at::kCPU, tap.sums->totals());
        std::copy_n(totals.const_data_ptr<double>(), activation_columns, row);
      }
      row += activation_columns;
    }
    return rows;
  }

  at::Tensor device_rows(const at::Device& device) const {
    const auto options = at::TensorOptions().dtype(at::kDouble).device(device);
    std::vector<at::Tensor> rows;
    for (const auto& tap : taps_) {
      rows.push_back(tap.sums ? moved_to(device, tap.sums->totals())
                              : at::zeros({activation_columns}, options));
    }
    return at::stack(rows);
  }

  std::string prefix_;
  double window_;
  HeardPasses passes_;
  ProbeNumber number_;
  std::vector<TapInfo> infos_;
  std::vector<ProbedTap> taps_;
  NamedStates earlier_;  // restored, of taps that have not been visited since
};

ActivationReader::ActivationReader(std::string prefix, std::int64_t window, HeardPasses passes)
    : listener_(std::make_shared<Listener>(std::move(prefix), window, passes)) {}
ActivationReader::~ActivationReader() {
  cancel_probe();
}

void ActivationReader::begin_probe() {
  cancel_probe();
  subscribe_to_taps(listener_);
}

void ActivationReader::pause_probe() {
  unsubscribe_from_taps(listener_);
}

void ActivationReader::resume_probe() {
  subscribe_to_taps(listener_);
}

void ActivationReader::cancel_probe() {
  unsubscribe_from_taps(listener_);
  listener_->forget();
}

at::Tensor ActivationReader::end_probe(const at::Device& device) {
  unsubscribe_from_taps(listener_);
  const at::NoGradGuard no_grad;
  return listener_->finish(device);
}

at::Tensor ActivationReader::capture_probe(const at::Device& device) {
  const at::NoGradGuard no_grad;
  return listener_->capture(device);
}

void ActivationReader::end_replayed_probe() {
  unsubscribe_from_taps(listener_);
  listener_->finish_replayed();
}

const std::vector<TapInfo>& ActivationReader::taps() const {
  return listener_->infos();
}

std::vector<std::pair<std::string, at::Tensor>> ActivationReader::state() const {
  return listener_->state();
}

void ActivationReader::restore(const std::vector<std::pair<std::string, at::Tensor>>& state) {
  listener_->restore(state);
}

std::vector<std::optional<ActivationProbe>> ActivationReader::decode(
    const std::vector<double>& values, const std::vector<TapInfo>& taps, double loss_scale) {
  std::vector<std::optional<ActivationProbe>> probes(values.size() / activation_columns);
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const double* row = values.data() + i * activation_columns;
    if (row[entry_count] > 0) probes[i] = decode_row(row, taps[i].kind, loss_scale);
  }
  return probes;
}

}  // namespace plumb
