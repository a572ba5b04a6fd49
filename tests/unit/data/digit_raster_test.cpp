#include "data/digit_raster.hpp"

#include <cstddef>

#include "data/digit_strokes.hpp"
#include "support/catch.hpp"

namespace plumb {
namespace {

float ink_at(const DigitCanvas& canvas, int column, int row) {
  return canvas.ink(static_cast<std::size_t>(row * digit_side + column));
}

constexpr double tolerance = 1e-5;  // float32 distances of a few pixels

TEST_CASE("the ink of a straight stroke follows the distance to it", "[digits]") {
  DigitCanvas canvas(Pen{.radius = 2.0F, .softness = 2.0F});
  canvas.draw(Stroke{{5.0F, 14.5F}, {23.0F, 14.5F}});
  CHECK_THAT(ink_at(canvas, 14, 14), WithinAbs(1.0, tolerance));   // on the stroke
  CHECK_THAT(ink_at(canvas, 14, 15), WithinAbs(1.0, tolerance));   // 1 pixel away: still full
  CHECK_THAT(ink_at(canvas, 14, 16), WithinAbs(0.5, tolerance));   // at the radius
  CHECK_THAT(ink_at(canvas, 14, 12), WithinAbs(0.5, tolerance));   // and on the other side
  CHECK_THAT(ink_at(canvas, 14, 17), WithinAbs(0.0, tolerance));   // 3 pixels away: none
  CHECK_THAT(ink_at(canvas, 24, 14), WithinAbs(0.75, tolerance));  // 1.5 beyond the round end
  CHECK_THAT(ink_at(canvas, 26, 14), WithinAbs(0.0, tolerance));
}

TEST_CASE("a stroke curves through a point and turns at a corner", "[digits]") {
  const Pen pen{.radius = 0.8F, .softness = 1.0F};
  DigitCanvas curved(pen);
  curved.draw(Stroke{{4.5F, 20.5F}, {14.5F, 4.5F}, {24.5F, 20.5F}});
  DigitCanvas angular(pen);
  angular.draw(Stroke{{4.5F, 20.5F}, {14.5F, 4.5F, true}, {24.5F, 20.5F}});
  for (const auto* canvas : {&curved, &angular}) {
    CHECK(ink_at(*canvas, 14, 4) == 1.0F);
    CHECK(ink_at(*canvas, 4, 20) == 1.0F);
    CHECK(ink_at(*canvas, 24, 20) == 1.0F);
  }
  // Half way up, the angular stroke is on the chord; the curved one bulges out of it.
  CHECK(ink_at(angular, 9, 12) == 1.0F);
  CHECK(ink_at(curved, 9, 12) < 1.0F);
  CHECK(ink_at(curved, 8, 11) > ink_at(angular, 8, 11));
}

TEST_CASE("a stroke may leave the canvas", "[digits]") {
  DigitCanvas canvas(Pen{.radius = 1.0F, .softness = 1.0F});
  canvas.draw(Stroke{{-40.0F, 0.5F}, {70.0F, 0.5F}});
  canvas.draw(Stroke{{50.0F, 50.0F}, {60.0F, 60.0F}});
  CHECK(ink_at(canvas, 0, 0) == 1.0F);
  CHECK(ink_at(canvas, 27, 0) == 1.0F);
  CHECK(ink_at(canvas, 27, 27) == 0.0F);
}

TEST_CASE("every digit can be written in three ways or more, inside the unit box", "[digits]") {
  for (int digit = 0; digit < 10; ++digit) {
    CAPTURE(digit);
    CHECK(glyphs_of(digit).size() >= 3);
    for (const Glyph& glyph : glyphs_of(digit)) {
      CHECK_FALSE(glyph.empty());
      for (const Stroke& stroke : glyph) {
        CHECK(stroke.size() >= 2);
        for (const ControlPoint& point : stroke) {
          CHECK((point.x >= 0.0F && point.x <= 1.0F));
          CHECK((point.y >= 0.0F && point.y <= 1.0F));
        }
      }
    }
  }
}

}  // namespace
}  // namespace plumb
