#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Distinct parameters: a tensor registered under several names is one, with aliases.
struct ParameterList {
  std::vector<at::Tensor> tensors;
  std::vector<ParameterInfo> infos;

  /// Throws Error if there are none, one is undefined or no leaf, two have one name, a name is not
  /// UTF-8, or they are on several devices.
  explicit ParameterList(const std::vector<std::pair<std::string, at::Tensor>>& named);

  std::size_t size() const { return tensors.size(); }
  at::Device device() const { return tensors.front().device(); }
};

}  // namespace plumb
