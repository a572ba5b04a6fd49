#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plumb::style {

/// One place for what makes the figures look alike.
inline constexpr double bold_curve = 2.4;  ///< line widths in units; 0.8 are half a point in print
inline constexpr double curve = 1.6;
inline constexpr double thin_curve = 1.0;
inline constexpr double hairline = 0.8;

inline constexpr std::string_view training = "#0072B2";
inline constexpr std::string_view training_running = "#56B4E9";
inline constexpr std::string_view validation = "#D55E00";
inline constexpr std::string_view quiet = "#888888";   ///< marks that explain, not data
inline constexpr std::string_view others = "#b4b4b4";  ///< layers beside the one that matters
inline constexpr std::string_view band = "#ececec";    ///< a range of steps or of values
inline constexpr std::string_view forecast_band = "#f9dcc4";  ///< an interval around `validation`

/// Borders, ticks, grid and legend; the first lines of every figure.
std::string preamble();

/// Viridis (Smith and van der Walt, matplotlib 2.0) for a position of 0 to 1, without its last
/// tenth: yellow does not show on white.
std::string depth_colour(double position);

/// The same colours as a gnuplot palette, the whole of it for surfaces.
std::string depth_palette(bool whole);

/// Blue, white, red: ColorBrewer's RdBu of seven classes, reversed (Brewer 2003), which
/// colour-blind readers tell apart.
std::string diverging_palette();

/// Okabe and Ito's colours, told apart with any colour vision; yellow left out. Repeats after
/// seven.
std::string run_colour(std::size_t index);

/// 1, then another dash pattern each time that the colours repeat.
int run_dash(std::size_t index);

}  // namespace plumb::style
