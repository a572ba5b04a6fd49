#include "training/totals.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace plumb {
namespace {

/// Whether hits can be counted in memory: six calls of LibTorch, which the CPU runs one after the
/// other, take longer than a batch's few hundred comparisons.
bool is_plain(const at::Tensor& value, const at::Tensor& outputs, const at::Tensor& targets) {
  return value.is_cpu() && value.scalar_type() == at::kFloat && outputs.is_cpu() &&
         outputs.scalar_type() == at::kFloat && outputs.is_contiguous() && outputs.size(-1) > 1 &&
         targets.scalar_type() == at::kLong && targets.is_contiguous();
}

/// As at::argmax: the first of several, and not-a-number above all numbers.
std::int64_t largest(const float* values, std::int64_t count) {
  std::int64_t best = 0;
  for (std::int64_t i = 1; i < count && !std::isnan(values[best]); ++i)
    if (!(values[i] <= values[best])) best = i;
  return best;
}

std::int64_t hits(const at::Tensor& outputs, const at::Tensor& targets) {
  const std::int64_t classes = outputs.size(-1);
  const float* row = outputs.const_data_ptr<float>();
  const auto* target = targets.const_data_ptr<std::int64_t>();
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < targets.numel(); ++i, row += classes)
    count += largest(row, classes) == target[i] ? 1 : 0;
  return count;
}

}  // namespace

Totals::Totals(const Loss& loss, const at::Device& device)
    : criterion_(loss),
      loss_(at::zeros({}, at::TensorOptions().dtype(at::kDouble).device(device))),
      correct_(at::zeros({}, at::TensorOptions().dtype(at::kLong).device(device))),
      counts_(at::zeros({entries}, at::kLong)) {
  entry(classifies) = 1;
}

void Totals::add_sums(const at::Tensor& value, double weight, const at::Tensor& outputs,
                      const at::Tensor& targets) {
  const at::NoGradGuard no_grad;
  entry(classifies) = targets.scalar_type() == at::kLong ? 1 : 0;
  if (is_plain(value, outputs, targets)) {
    const float sum = *value.const_data_ptr<float>() * static_cast<float>(weight);
    *loss_.mutable_data_ptr<double>() += static_cast<double>(sum);
    *correct_.mutable_data_ptr<std::int64_t>() += hits(outputs, targets);
    return;
  }
  loss_.add_(weight == 1 ? value.detach() : value * weight);
  if (entry(classifies) != 0) correct_.add_(criterion_.predicted(outputs).eq(targets).sum());
}

void Totals::clear() {
  const at::NoGradGuard no_grad;
  loss_.zero_();
  correct_.zero_();
  // Not what kind of targets there are, which a replay does not tell again.
  entry(sample_count) = 0;
  entry(prediction_count) = 0;
}

Evaluation Totals::means() const {
  const double count = static_cast<double>(entry(sample_count));
  // In one transfer; as a double a count is exact up to 2^53.
  const at::Tensor sums = at::stack({loss_, correct_.to(at::kDouble)}).to(at::kCPU);
  const auto* sum = sums.const_data_ptr<double>();
  const double predictions = static_cast<double>(entry(prediction_count));
  return {sum[0] / count,
          entry(classifies) != 0 ? sum[1] / predictions : std::numeric_limits<double>::quiet_NaN()};
}

NamedTensors Totals::state() const {
  return {{"loss", loss_}, {"correct", correct_}, {"counts", counts_}};
}

}  // namespace plumb
