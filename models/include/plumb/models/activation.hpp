#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

namespace plumb {

/// Takes the pre-activation and may overwrite it, where the derivative needs only the result: pass
/// a tensor that nothing else reads.
using Activation = at::Tensor (*)(at::Tensor x);

/// The activation of that name; activations() lists them. Throws plumb::Error for any other name.
Activation find_activation(std::string_view name);

}  // namespace plumb
