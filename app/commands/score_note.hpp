#pragma once

namespace plumb {

/// Above a table that shows scores in the place of losses.
inline constexpr const char* score_note =
    "The losses are not in one unit; score: 1 - loss / loss of the best constant prediction.\n";

}  // namespace plumb
