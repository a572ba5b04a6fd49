#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/models/network.hpp"
#include "plumb/models/recurrent_layer.hpp"

namespace plumb {

/// initializers(), and orthogonal:X (X times an orthogonal matrix), identity and identity:X. All
/// singular values are X then: with X below what the activation's slope makes up for, the gradient
/// vanishes over time, above it explodes.
const std::vector<NamedEntry>& recurrent_initializers();

/// Throws plumb::Error unless it is one of recurrent_initializers(), and for "critical" with an
/// activation that has no critical point.
void check_recurrent_initializer(std::string_view name, std::string_view activation);

/// Fills input and recurrent weights, each gate's block of rows as a kernel of its own, from a
/// random stream of the parameter's own: `name` is the layer's. "critical" is that of the layer's
/// activation. Throws plumb::Error for an unknown initializer.
void initialize_recurrent_layer(RecurrentLayerImpl& layer, const std::string& name,
                                std::string_view initializer,
                                std::string_view recurrent_initializer, std::uint64_t seed);

}  // namespace plumb
