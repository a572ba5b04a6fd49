#include "plumb/diagnostics/gradient_norms.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "sum_of_squares.hpp"

namespace plumb {
namespace {

/// The stored entries of a gradient as one tensor: a sparse gradient's values after summing
/// duplicates, a complex one's real and imaginary parts.
at::Tensor entries_of(const at::Tensor& tensor) {
  at::Tensor entries = tensor.detach();
  if (entries.layout() != at::kStrided) entries = entries.coalesce().values();
  if (entries.is_complex()) entries = at::view_as_real(entries);
  return entries;
}

double rescaled_norm(const double* values, std::int64_t count) {
  double largest = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    if (std::isnan(values[i])) return values[i];
    largest = std::max(largest, std::abs(values[i]));
  }
  if (largest == 0 || std::isinf(largest)) return largest;
  double sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += (values[i] / largest) * (values[i] / largest);
  return largest * std::sqrt(sum);
}

double norm_of(const double* values, std::int64_t count) {
  const double sum = sum_of_squares(values, count);
  constexpr double smallest_safe = 1e-280, largest_safe = 1e300;
  if (sum > smallest_safe && sum < largest_safe) return std::sqrt(sum);
  return rescaled_norm(values, count);
}

/// Whether its memory holds its real entries and nothing else. A sum of squares does not care for
/// their order.
bool is_gap_free(const at::Tensor& tensor) {
  return tensor.layout() == at::kStrided && !tensor.is_complex() &&
         tensor.is_non_overlapping_and_dense();
}

}  // namespace

double cpu_norm(const at::Tensor& tensor) {
  at::Tensor entries = is_gap_free(tensor) ? tensor : entries_of(tensor).contiguous();
  if (entries.scalar_type() == at::kDouble) {
    return norm_of(entries.const_data_ptr<double>(), entries.numel());
  }
  if (entries.scalar_type() != at::kFloat) entries = entries.to(at::kFloat);
  return std::sqrt(sum_of_squares(entries.const_data_ptr<float>(), entries.numel()));
}

at::Tensor device_norms(const std::vector<at::Tensor>& tensors) {
  if (tensors.empty()) return at::empty({0}, at::kDouble);
  std::vector<at::Tensor> entries;
  entries.reserve(tensors.size());
  for (const auto& tensor : tensors) entries.push_back(entries_of(tensor));
  return at::stack(at::_foreach_norm(entries, 2, at::kDouble));
}

double total_norm(const std::vector<std::optional<double>>& norms) {
  double largest = 0;
  for (const auto& norm : norms) {
    if (!norm) continue;
    if (std::isnan(*norm)) return *norm;
    largest = std::max(largest, *norm);
  }
  if (largest == 0 || std::isinf(largest)) return largest;
  double sum = 0;
  for (const auto& norm : norms) {
    if (norm) sum += (*norm / largest) * (*norm / largest);
  }
  return largest * std::sqrt(sum);
}

}  // namespace plumb
