#pragma once

#include <cstdint>
#include <vector>

namespace plumb {

/// A point that the pen passes: x to the right and y down, both in [0, 1].
struct ControlPoint {
  float x = 0.0F;
  float y = 0.0F;
  bool corner = false;  ///< the stroke turns sharply here instead of curving through
};

/// What the pen draws without being lifted.
using Stroke = std::vector<ControlPoint>;

/// One way of writing a digit.
using Glyph = std::vector<Stroke>;

/// The ways of writing `digit` (0 to 9): open and closed 4, 7 with and without a bar, and so on.
const std::vector<Glyph>& glyphs_of(std::int64_t digit);

}  // namespace plumb
