#include "parameter_reader.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <tuple>
#include <utility>

#include "count_entries.hpp"
#include "gradient_meter.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "sum_of_squares.hpp"

namespace plumb {
namespace {

constexpr double no_gradient = -1;

bool same_memory_layout(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == at::kFloat && b.scalar_type() == at::kFloat && a.device().is_cpu() &&
         a.strides() == b.strides() && a.is_non_overlapping_and_dense();
}

/// ‖before‖ and ‖now − before‖ on the CPU.
std::pair<double, double> weight_and_update(const at::Tensor& now, const at::Tensor& before) {
  if (!same_memory_layout(now, before)) return {cpu_norm(before), cpu_norm(now - before)};
  const UpdateSums sums =
      update_sums(now.const_data_ptr<float>(), before.const_data_ptr<float>(), now.numel());
  return {std::sqrt(sums.before), std::sqrt(sums.difference)};
}

at::Tensor stored(const at::Tensor& gradient) {
  return gradient.layout() == at::kStrided ? gradient : gradient.coalesce().values();
}

/// On the CPU, of a gradient with so many entries stored.
void write_counts(const EntryCounts& counts, std::int64_t entries, double* row) {
  row[0] =
      static_cast<double>(counts.zeros) / static_cast<double>(std::max<std::int64_t>(entries, 1));
  row[1] = static_cast<double>(counts.non_finite);
}

void write_counts(const at::Tensor& gradient, double* row) {
  const at::Tensor entries = stored(gradient);
  write_counts(count_entries(entries), entries.numel(), row);
}

/// Elsewhere.
at::Tensor device_counts(const at::Tensor& gradient) {
  const at::Tensor entries = stored(gradient);
  return at::stack({entries.eq(0).to(at::kDouble).mean(),
                    entries.isfinite().logical_not().to(at::kDouble).sum()});
}

/// 1 of a matrix or kernels whose entries are all equal, else 0: biases and scales begin so.
at::Tensor is_constant(const at::Tensor& tensor) {
  const auto options = at::TensorOptions().dtype(at::kDouble).device(tensor.device());
  if (tensor.dim() < 2 || tensor.numel() < 2 || tensor.is_complex()) return at::zeros({}, options);
  const auto [least, most] = at::aminmax(tensor);
  return least.eq(most).to(at::kDouble);
}

/// {tensors, 1}; zeros unless they are to be looked at.
at::Tensor are_constant(const std::vector<at::Tensor>& tensors, bool look) {
  const auto options = at::TensorOptions().dtype(at::kDouble).device(tensors.front().device());
  if (!look) return at::zeros({static_cast<std::int64_t>(tensors.size()), 1}, options);
  std::vector<at::Tensor> result;
  result.reserve(tensors.size());
  for (const auto& tensor : tensors) result.push_back(is_constant(tensor));
  return at::stack(result).unsqueeze(1);
}

}  // namespace

void ParameterReader::remember() {
  const at::NoGradGuard no_grad;
  before_.resize(parameters_.size());
  for (std::size_t i = 0; i < before_.size(); ++i) {
    const at::Tensor& now = parameters_.tensors[i];
    const bool reusable = before_[i].defined() && before_[i].device() == now.device() &&
                          before_[i].scalar_type() == now.scalar_type() &&
                          before_[i].sizes() == now.sizes() &&
                          before_[i].strides() == now.strides();
    if (reusable) {
      before_[i].copy_(now);
    } else {
      before_[i] = now.detach().clone();
    }
  }
  counts_.reset();
}

void ParameterReader::read_gradients(const GradientMeter& meter) {
  const at::NoGradGuard no_grad;
  const auto options = at::TensorOptions().dtype(at::kDouble).device(parameters_.device());
  if (!parameters_.device().is_cpu()) {
    std::vector<at::Tensor> rows;
    for (const auto& parameter : parameters_.tensors) {
      const at::Tensor& gradient = parameter.grad();
      rows.push_back(gradient.defined() ? device_counts(gradient.detach())
                                        : at::full({2}, no_gradient, options));
    }
    counts_ = at::stack(rows);
    return;
  }
  counts_ = at::full({static_cast<std::int64_t>(parameters_.size()), 2}, no_gradient, options);
  double* row = counts_.mutable_data_ptr<double>();
  for (std::size_t i = 0; i < parameters_.size(); ++i, row += 2) {
    const at::Tensor& gradient = parameters_.tensors[i].grad();
    if (!gradient.defined()) continue;
    if (const auto counts = meter.counts(i)) {
      write_counts(*counts, gradient.numel(), row);
    } else {
      write_counts(gradient.detach(), row);
    }
  }
}

at::Tensor ParameterReader::read_update() {
  if (before_.empty() || before_.front().device() != parameters_.device() || !counts_.defined())
    return {};
  const at::NoGradGuard no_grad;
  const at::Tensor constant = are_constant(before_, std::exchange(is_first_, false));
  if (!parameters_.device().is_cpu()) {
    const at::Tensor weights = device_norms(before_);
    const at::Tensor updates = device_norms(at::_foreach_sub(parameters_.tensors, before_));
    return at::cat({at::stack({weights, updates}, 1), counts_, constant}, 1);
  }
  at::Tensor result =
      at::empty({static_cast<std::int64_t>(parameters_.size()), columns}, at::kDouble);
  double* row = result.mutable_data_ptr<double>();
  const double* counts = counts_.const_data_ptr<double>();
  const double* constants = constant.const_data_ptr<double>();
  for (std::size_t i = 0; i < parameters_.size(); ++i, row += columns, counts += 2) {
    std::tie(row[0], row[1]) = weight_and_update(parameters_.tensors[i].detach(), before_[i]);
    row[2] = counts[0];
    row[3] = counts[1];
    row[4] = constants[i];
  }
  return result;
}

std::vector<ParameterProbe> ParameterReader::decode(const double* values, std::size_t parameters) {
  std::vector<ParameterProbe> probes(parameters);
  for (auto& probe : probes) {
    probe.weight = values[0];
    probe.update = values[1];
    if (values[2] != no_gradient) {
      probe.zeros = values[2];
      probe.non_finite = static_cast<std::int64_t>(values[3]);
    }
    probe.constant = values[4] == 1;
    values += columns;
  }
  return probes;
}

}  // namespace plumb
