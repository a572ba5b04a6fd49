#include "early_norms.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "plumb/diagnostics/early_norm.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "plumb/internal/float_squares.hpp"

namespace plumb {
namespace {

struct EarlyNorm {
  c10::weak_intrusive_ptr<c10::StorageImpl> storage;  // so that its address is nobody else's
  std::int64_t offset, count;                         // of the entries there, without a gap
  std::uint32_t version;
  GradientReading reading;

  bool describes(const at::Tensor& gradient) const {
    return storage._unsafe_get_target() == gradient.storage().unsafeGetStorageImpl() &&
           offset == gradient.storage_offset() && count == gradient.numel() &&
           version == gradient._version();
  }
};

thread_local std::vector<EarlyNorm> early_norms;

// Where no monitor of this thread ever ends its step.
constexpr std::size_t most_norms = 4096;

/// With gaps, offset and count would not tell which entries it has; and autograd keeps a copy.
bool is_measured_early(const at::Tensor& gradient) {
  return gradient.is_cpu() && gradient.layout() == at::kStrided &&
         gradient.is_non_overlapping_and_dense();
}

/// With a norm that is known.
GradientReading reading_with(const at::Tensor& gradient, double norm, bool nowhere_zero = false) {
  GradientReading reading{norm, {}};
  const bool finite = std::isfinite(norm);
  if (counts_early() && gradient.layout() == at::kStrided) {
    reading.counts =
        finite && nowhere_zero ? EntryCounts() : count_entries(gradient.detach(), finite);
  }
  return reading;
}

void remember(const at::Tensor& gradient, const GradientReading& reading) {
  if (early_norms.size() == most_norms) early_norms.clear();
  early_norms.push_back({gradient.storage().getWeakStorageImpl(), gradient.storage_offset(),
                         gradient.numel(), static_cast<std::uint32_t>(gradient._version()),
                         reading});
}

}  // namespace

namespace detail {

constinit std::atomic<int> gradient_hooks = 0;

void take_early_norm(const at::Tensor& gradient) {
  if (!is_measured_early(gradient)) return;
  remember(gradient, read_gradient(gradient));
}

void take_early_norm(const at::Tensor& gradient, double squares, bool nowhere_zero) {
  if (!is_measured_early(gradient)) return;
  if (float_squares_hold(squares, gradient.numel()))
    remember(gradient, reading_with(gradient, std::sqrt(squares), nowhere_zero));
  else
    take_early_norm(gradient);
}

}  // namespace detail

GradientReading read_gradient(const at::Tensor& gradient) {
  return reading_with(gradient, cpu_norm(gradient));
}

std::optional<GradientReading> early_reading(const at::Tensor& gradient) {
  if (early_norms.empty() || !is_measured_early(gradient)) return std::nullopt;
  const auto early = std::find_if(early_norms.begin(), early_norms.end(),
                                  [&](const EarlyNorm& norm) { return norm.describes(gradient); });
  if (early == early_norms.end()) return std::nullopt;
  const GradientReading reading = early->reading;
  std::swap(*early, early_norms.back());
  early_norms.pop_back();
  return reading;
}

void forget_early_norms() {
  early_norms.clear();
}

}  // namespace plumb
