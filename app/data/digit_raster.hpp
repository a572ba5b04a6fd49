#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "data/digit_strokes.hpp"

namespace plumb {

inline constexpr int digit_side = 28;  ///< pixels

/// A round pen. Ink fades linearly from full to none over `softness` pixels, centred at `radius`.
struct Pen {
  float radius = 1.2F;    ///< pixels
  float softness = 1.0F;  ///< pixels; 1 is plain anti-aliasing, more is blur
};

/// Draws strokes, whose coordinates are in pixels, by the distance of each pixel's centre to them.
class DigitCanvas {
 public:
  explicit DigitCanvas(const Pen& pen);

  /// Adds a Catmull-Rom spline through the stroke's points, straight at both sides of a corner.
  void draw(std::span<const ControlPoint> stroke);

  /// The ink at pixel `index` (row-major), in [0, 1].
  float ink(std::size_t index) const;

 private:
  void draw_segment(float x0, float y0, float x1, float y1);

  Pen pen_;
  float reach_;  ///< half the width of all that is drawn
  std::array<float, digit_side * digit_side> squared_distance_;  ///< to the nearest stroke
};

}  // namespace plumb
