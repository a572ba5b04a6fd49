#pragma once

#include <string>

namespace plumb {

/// The same picture with at most 256 colours, a third of the bytes: cairo writes 24 bits a pixel,
/// and line drawings need few colours. Returns its argument if that is not an 8-bit RGB or RGBA PNG
/// without interlacing.
std::string reduce_png(const std::string& png);

/// With a pHYs chunk, by which programs know how large it is in print. `png`: one without such.
std::string with_resolution(const std::string& png, double dots_per_inch);

}  // namespace plumb
