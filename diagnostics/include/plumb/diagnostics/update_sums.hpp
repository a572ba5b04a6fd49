#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace plumb {

/// What an update did to a parameter, or to a stretch of it: sums over its entries.
struct UpdateSums {
  double weight = 0;  ///< Σ θ², of the values before
  double update = 0;  ///< Σ (Δθ)²

  UpdateSums& operator+=(const UpdateSums& other) {
    weight += other.weight;
    update += other.update;
    return *this;
  }
};

/// Of a stretch, in one pass, for optimizers that know both while they update it
/// (MonitorOptions::updates_are_noted). Squares are summed in float32 for 16 at a time and in
/// double from there on: a relative error of at most 1e-6, and about 1e-9 for thousands of entries,
/// whose errors are independent. Where squares leave float32's range, all in double.
UpdateSums update_sums(const float* now, const float* before, std::int64_t count);

/// The same of whole tensors of any floating type and layout on the CPU.
UpdateSums update_sums(const at::Tensor& now, const at::Tensor& before);

}  // namespace plumb
