#pragma once

#include <cstdint>
#include <string>

namespace plumb {

/// "; always guessing the most frequent class: 98.50 %" beside an accuracy on so many samples that
/// is not above `majority_share`, that of the guess, by more than chance. Else empty.
std::string guessing_remark(double accuracy, double majority_share, std::int64_t samples);

}  // namespace plumb
