#include "terminal/glyphs.hpp"

#include <limits>

#include "support/catch.hpp"

namespace {
const plumb::Console unicode;
const plumb::Console ascii{false, false, false, 80};
}  // namespace

TEST_CASE("a sparkline's height is the value's place in its range") {
  CHECK(plumb::sparkline({0, 0.5, 1}, 0, 1, unicode) == "▁▅█");
  CHECK(plumb::sparkline({0, 0.5, 1}, 0, 1, ascii) == "_=#");
  CHECK(plumb::sparkline({0, std::numeric_limits<double>::infinity()}, 0, 1, unicode) == "▁!");
  CHECK(plumb::sparkline({2, 2}, 2, 2, unicode) == "▁▁");
}

TEST_CASE("a bar is filled to an eighth of a column, or to a whole one") {
  CHECK(plumb::bar(0.5, 4, std::nullopt, unicode) == "██  ");
  CHECK(plumb::bar(0.5625, 4, std::nullopt, unicode) == "██▎ ");
  CHECK(plumb::bar(0.5625, 4, std::nullopt, ascii) == "##  ");
  CHECK(plumb::bar(7, 2, std::nullopt, unicode) == "██");
  CHECK(plumb::bar(-1, 2, std::nullopt, unicode) == "  ");
}

TEST_CASE("what is not done has a ground of its own") {
  CHECK(plumb::progress_bar(0.5625, 4, unicode) == "██▎░");
  CHECK(plumb::progress_bar(0.5625, 4, ascii) == "##..");
  CHECK(plumb::progress_bar(1, 3, unicode) == "███");
}

TEST_CASE("a bar shows where it was, on either side of its end") {
  CHECK(plumb::bar(0.25, 4, 0.75, unicode) == "█  ┊");
  CHECK(plumb::bar(0.75, 4, 0.25, ascii) == "#|# ");
  CHECK(plumb::bar(0.5, 4, 0.49, unicode) == "██  ");  // its own end
  CHECK(plumb::bar(0, 4, 1.0, ascii) == "   |");
  CHECK(plumb::bar(0.5, 0, 0.5, unicode).empty());
}
