#include "data/digit_raster.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace plumb {
namespace {

constexpr float far_away = 1e6F;
constexpr int segments_per_span = 5;  // a span is at most about 8 pixels long

struct Vector {
  float x = 0.0F;
  float y = 0.0F;
};

// Half the chord between the neighbours, as Catmull and Rom have it. At an end and at a corner
// there is no neighbour on the other side, so the chord to the near one stands in.
Vector tangent(std::span<const ControlPoint> stroke, std::size_t at, bool leaving) {
  const bool alone = stroke[at].corner || at == 0 || at + 1 == stroke.size();
  const std::size_t before = alone && leaving ? at : at - 1;
  const std::size_t after = alone && !leaving ? at : at + 1;
  const float scale = alone ? 1.0F : 0.5F;
  return {scale * (stroke[after].x - stroke[before].x),
          scale * (stroke[after].y - stroke[before].y)};
}

// Cubic Hermite interpolation.
Vector point_on_span(const ControlPoint& from, const ControlPoint& to, Vector leave, Vector arrive,
                     float t) {
  const float t2 = t * t;
  const float t3 = t2 * t;
  const float from_weight = 2.0F * t3 - 3.0F * t2 + 1.0F;
  const float to_weight = 1.0F - from_weight;
  const float leave_weight = t3 - 2.0F * t2 + t;
  const float arrive_weight = t3 - t2;
  return {
      from_weight * from.x + to_weight * to.x + leave_weight * leave.x + arrive_weight * arrive.x,
      from_weight * from.y + to_weight * to.y + leave_weight * leave.y + arrive_weight * arrive.y};
}

int clamp_to_canvas(float coordinate) {
  return static_cast<int>(std::clamp(coordinate, 0.0F, static_cast<float>(digit_side)) + 0.5F);
}

}  // namespace

DigitCanvas::DigitCanvas(const Pen& pen) : pen_(pen), reach_(pen.radius + 0.5F * pen.softness) {
  squared_distance_.fill(far_away);
}

void DigitCanvas::draw(std::span<const ControlPoint> stroke) {
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Vector leave = tangent(stroke, i, true);
    const Vector arrive = tangent(stroke, i + 1, false);
    Vector previous{stroke[i].x, stroke[i].y};
    for (int step = 1; step <= segments_per_span; ++step) {
      const float t = static_cast<float>(step) / static_cast<float>(segments_per_span);
      const Vector next = point_on_span(stroke[i], stroke[i + 1], leave, arrive, t);
      draw_segment(previous.x, previous.y, next.x, next.y);
      previous = next;
    }
  }
}

void DigitCanvas::draw_segment(float x0, float y0, float x1, float y1) {
  const float dx = x1 - x0;
  const float dy = y1 - y0;
  const float inverse_length2 = 1.0F / std::max(dx * dx + dy * dy, 1e-12F);
  // Pixel (column, row) has its centre at (column + 0.5, row + 0.5); the box is half-open.
  const int left = clamp_to_canvas(std::min(x0, x1) - reach_);
  const int right = clamp_to_canvas(std::max(x0, x1) + reach_);
  const int top = clamp_to_canvas(std::min(y0, y1) - reach_);
  const int bottom = clamp_to_canvas(std::max(y0, y1) + reach_);
  for (int row = top; row < bottom; ++row) {
    const float py = static_cast<float>(row) + 0.5F - y0;
    float* line = squared_distance_.data() + static_cast<std::ptrdiff_t>(row) * digit_side;
    for (int column = left; column < right; ++column) {
      const float px = static_cast<float>(column) + 0.5F - x0;
      const float along = std::clamp((px * dx + py * dy) * inverse_length2, 0.0F, 1.0F);
      const float ex = px - along * dx;
      const float ey = py - along * dy;
      line[column] = std::min(line[column], ex * ex + ey * ey);
    }
  }
}

float DigitCanvas::ink(std::size_t index) const {
  const float inside = pen_.radius - std::sqrt(squared_distance_[index]);
  return std::clamp(0.5F + inside / pen_.softness, 0.0F, 1.0F);
}

}  // namespace plumb
