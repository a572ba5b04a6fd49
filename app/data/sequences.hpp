#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"

namespace plumb {

/// rows, pixels, permuted.
const std::vector<std::string>& sequence_arrangements();

/// Makes sequences {steps, features} of images {channels, height, width}: "rows" of `height` steps,
/// each a row of all channels; "pixels" of height · width steps, each the channels of a pixel, row
/// by row (Le et al. 2015); "permuted" the same pixels in an order that the seed draws, one for all
/// images. Other data stay as they are under "rows", what recurrent models ask for, and are a
/// plumb::Error under the others.
void arrange_as_sequence(Dataset& dataset, std::string_view arrangement, std::uint64_t seed);

}  // namespace plumb
