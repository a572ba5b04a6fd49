#include "unit_clip.hpp"

#include <ATen/ATen.h>

#include <numeric>

#include "gradient_meter.hpp"

namespace plumb {
namespace {

constexpr double smallest_weight = 1e-3;  // the paper's ε: units that start at zero can move

std::string layer_of(const std::string& parameter) {
  const auto dot = parameter.rfind('.');
  return dot == std::string::npos ? parameter : parameter.substr(0, dot);
}

/// {units, 1, …}, or {1} for a vector, which is one unit.
at::Tensor unit_norms(const at::Tensor& tensor, std::int64_t dimensions) {
  std::vector<std::int64_t> over(static_cast<std::size_t>(tensor.dim()));
  std::iota(over.begin(), over.end(), 0);
  if (dimensions > 1) over.erase(over.begin());
  const at::Tensor entries = tensor.is_complex() ? tensor.detach().abs() : tensor.detach();
  return at::linalg_vector_norm(entries, 2, over, /*keepdim=*/true, at::kDouble);
}

/// The units that a sparse gradient has entries of.
at::Tensor matching_weights(const at::Tensor& parameter) {
  const at::Tensor& gradient = parameter.grad();
  if (gradient.layout() == at::kStrided) return parameter.detach();
  return parameter.detach().index_select(0, gradient._indices()[0]);
}

}  // namespace

UnitClip::UnitClip(const ParameterList& parameters) : parameters_(parameters) {
  std::string output;
  for (const auto& info : parameters.infos) {
    if (info.shape.size() == 2) output = layer_of(info.name);
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (layer_of(parameters.infos[i].name) != output) positions_.push_back(i);
  }
}

void UnitClip::apply(std::size_t i, double ratio, double loss_scale,
                     const at::Tensor& finite) const {
  const at::Tensor& parameter = parameters_.tensors[i];
  at::Tensor entries = stored_entries(parameter);
  const at::Tensor weights = unit_norms(matching_weights(parameter), parameter.dim());
  const at::Tensor bound = weights.clamp_min(smallest_weight) * (ratio * loss_scale);
  const at::Tensor norms = unit_norms(entries, parameter.dim());
  const at::Tensor over = at::logical_and(norms.gt(bound), finite);
  entries.mul_(at::where(over, bound / norms, at::ones_like(norms)).to(entries.scalar_type()));
}

}  // namespace plumb
