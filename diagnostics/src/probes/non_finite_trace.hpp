#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>

#include "parameter_list.hpp"
#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Runs forward and backward pass once more and tells the producer of an inf or NaN from those that
/// pass it on. Sees taps whose name begins with `prefix`. Gradients are not touched.
NonFiniteOrigin trace_non_finite(const ParameterList& parameters, const std::string& prefix,
                                 const std::function<at::Tensor()>& loss);

}  // namespace plumb
