#include "parameter_reader.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "count_entries.hpp"
#include "gradient_meter.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "plumb/diagnostics/update_sums.hpp"
#include "real_numbers.hpp"

namespace plumb {
namespace {

constexpr double no_gradient = -1;

/// The entries of a gradient that are stored; of a complex one their real and imaginary parts.
at::Tensor stored(const at::Tensor& gradient) {
  const at::Tensor entries =
      gradient.layout() == at::kStrided ? gradient : gradient.coalesce().values();
  return entries.is_complex() ? at::view_as_real(entries) : entries;
}

/// Real and imaginary parts count by themselves.
std::int64_t all_entries(const at::Tensor& gradient) {
  return gradient.numel() * (gradient.is_complex() ? 2 : 1);
}

/// On the CPU, of a gradient with so many entries, of which `stored` were counted.
void write_counts(const EntryCounts& counts, std::int64_t stored, std::int64_t entries,
                  double* row) {
  const std::int64_t zeros = counts.zeros + entries - stored;
  row[0] = static_cast<double>(zeros) / static_cast<double>(std::max<std::int64_t>(entries, 1));
  row[1] = static_cast<double>(counts.non_finite);
}

void write_counts(const at::Tensor& gradient, double* row) {
  const at::Tensor entries = stored(gradient);
  write_counts(count_entries(entries), entries.numel(), all_entries(gradient), row);
}

/// Elsewhere.
at::Tensor device_counts(const at::Tensor& gradient) {
  const at::Tensor entries = stored(gradient);
  const auto count = static_cast<double>(std::max<std::int64_t>(all_entries(gradient), 1));
  const auto absent = static_cast<double>(all_entries(gradient) - entries.numel());
  return at::stack({(entries.eq(0).to(at::kDouble).sum() + absent) / count,
                    entries.isfinite().logical_not().to(at::kDouble).sum()});
}

/// 1 of a matrix or kernels whose entries are all equal, else 0: biases and scales begin so.
at::Tensor is_constant(const at::Tensor& tensor) {
  const auto options = at::TensorOptions().dtype(at::kDouble).device(tensor.device());
  if (tensor.dim() < 2 || tensor.numel() < 2 || tensor.is_complex()) return at::zeros({}, options);
  const auto [least, most] = at::aminmax(plumb::real_numbers(tensor));
  return least.eq(most).to(at::kDouble);
}

/// {tensors, 1}.
at::Tensor are_constant(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> result;
  result.reserve(tensors.size());
  for (const auto& tensor : tensors) result.push_back(is_constant(tensor));
  return at::stack(result).unsqueeze(1);
}

std::vector<at::Tensor> real_numbers(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> result;
  result.reserve(tensors.size());
  for (const auto& tensor : tensors) result.push_back(plumb::real_numbers(tensor));
  return result;
}

}  // namespace

ParameterReader::ParameterReader(const ParameterList& parameters, bool updates_are_noted)
    : parameters_(parameters), updates_are_noted_(updates_are_noted) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    positions_.emplace(parameters_.tensors[i].unsafeGetTensorImpl(), i);
}

void ParameterReader::remember() {
  const at::NoGradGuard no_grad;
  counts_.reset();
  device_ = parameters_.device();
  constant_ = is_first_ ? are_constant(parameters_.tensors) : at::Tensor();
  if (is_noted())
    noted_.assign(parameters_.size(), std::nullopt);
  else
    keep_copies();
}

void ParameterReader::keep_copies() {
  before_.resize(parameters_.size());
  std::vector<at::Tensor> kept, current;
  for (std::size_t i = 0; i < before_.size(); ++i) {
    const at::Tensor& now = parameters_.tensors[i];
    const bool reusable = before_[i].defined() && before_[i].device() == now.device() &&
                          before_[i].scalar_type() == now.scalar_type() &&
                          before_[i].sizes() == now.sizes() &&
                          before_[i].strides() == now.strides();
    if (reusable) {
      kept.push_back(before_[i]);
      current.push_back(now.detach());
    } else {
      before_[i] = now.detach().clone();
    }
  }
  if (!kept.empty()) at::_foreach_copy_(kept, current);  // on a GPU one launch for all
}

void ParameterReader::note_update(const at::Tensor& parameter, const UpdateSums& sums) {
  if (!is_noted() || noted_.empty()) return;
  const auto position = positions_.find(parameter.unsafeGetTensorImpl());
  if (position != positions_.end()) noted_[position->second] = sums;
}

UpdateSums ParameterReader::update_of(std::size_t i) const {
  if (!is_noted()) return update_sums(parameters_.tensors[i].detach(), before_[i]);
  if (noted_[i]) return *noted_[i];
  const double weight = cpu_norm(parameters_.tensors[i].detach());
  return {weight * weight, 0};
}

void ParameterReader::read_gradients(const GradientMeter& meter) {
  const at::NoGradGuard no_grad;
  require_gradient_.clear();
  for (const auto& parameter : parameters_.tensors)
    require_gradient_.push_back(parameter.requires_grad());
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
      write_counts(*counts, all_entries(gradient), all_entries(gradient), row);
    } else {
      write_counts(gradient.detach(), row);
    }
  }
}

at::Tensor ParameterReader::read_update() {
  if (device_ != parameters_.device() || !counts_.defined()) return {};
  const at::NoGradGuard no_grad;
  is_first_ = false;
  const at::Tensor constant =
      constant_.defined() ? constant_ : at::zeros({counts_.size(0), 1}, counts_.options());
  if (!parameters_.device().is_cpu()) {
    const auto before = real_numbers(before_);
    const at::Tensor weights = device_norms(before);
    const at::Tensor updates =
        device_norms(at::_foreach_sub(real_numbers(parameters_.tensors), before));
    return at::cat({at::stack({weights, updates}, 1), counts_, constant}, 1);
  }
  at::Tensor result =
      at::empty({static_cast<std::int64_t>(parameters_.size()), columns}, at::kDouble);
  double* row = result.mutable_data_ptr<double>();
  const double* counts = counts_.const_data_ptr<double>();
  const double* constants = constant.const_data_ptr<double>();
  for (std::size_t i = 0; i < parameters_.size(); ++i, row += columns, counts += 2) {
    const UpdateSums sums = update_of(i);
    row[0] = std::sqrt(sums.weight);
    row[1] = std::sqrt(sums.update);
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
