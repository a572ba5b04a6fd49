#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "parameter_list.hpp"
#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/monitor.hpp"

namespace plumb {

// What the monitor is given: each throws Error, with the value, unless it can be.

void check(const MonitorOptions& options);

/// `function`: the monitor's; `what`: of what it is one.
void check_real_scalar(const at::Tensor& value, const std::string& function,
                       const std::string& what = "scalar");
void check_scalar_loss(const at::Tensor& loss, const std::string& function);

/// Of these parameters' gradients.
void check_applicable(const Clip& clip, const ParameterList& parameters);

}  // namespace plumb
