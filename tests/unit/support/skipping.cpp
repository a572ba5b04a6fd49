#include "support/catch.hpp"
#include "support/needs.hpp"

// Not a test of its own: skip_test.cmake looks at how it ends.

TEST_CASE("skips", "[skips]") {
  if (skip_test("nothing is ever there")) return;
  CHECK(false);
}

TEST_CASE("skips one of two", "[some]") {
  const bool is_there = GENERATE(true, false);
  if (!is_there && skip_test("half is missing")) return;
  CHECK(is_there);
}

TEST_CASE("passes", "[passes]") {
  CHECK(true);
}

TEST_CASE("fails", "[.][fails]") {
  CHECK(false);
}
