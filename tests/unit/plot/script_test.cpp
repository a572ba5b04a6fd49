#include "plot/script.hpp"

#include <cmath>
#include <limits>

#include "sample_run.hpp"
#include "support/catch.hpp"

TEST_CASE("a gnuplot string neither ends early nor spans lines") {
  CHECK(plumb::gnuplot_string("it's") == "'it''s'");
  CHECK(plumb::gnuplot_string("a\nb\tc\r") == "'a b c '");
  CHECK(plumb::gnuplot_string("'''") == "''''''''");
  const auto text = plumb::gnuplot_string(hostile_name, 1000);
  CHECK(text.find('\n') == std::string::npos);
  CHECK(text.find('\xff') == std::string::npos);
}

TEST_CASE("broken UTF-8 is replaced, whole characters are kept") {
  CHECK(plumb::plain_text("ünï…😀") == "ünï…😀");
  CHECK(plumb::plain_text("a\xc3") == "a?");
  CHECK(plumb::plain_text("\xc0\x80|\xed\xa0\x80|\xf4\x90\x80\x80") == "??|???|????");
  CHECK(plumb::text_length("ünï😀") == 4);
}

TEST_CASE("a long text loses its middle, not half a character") {
  CHECK(plumb::plain_text("abcdefghij", 10) == "abcdefghij");
  CHECK(plumb::plain_text("abcdefghijk", 10) == "abcde…hijk");
  CHECK(plumb::plain_text("ééééééééééé", 10) == "ééééé…éééé");
}

TEST_CASE("a curve breaks where a value cannot be drawn") {
  const double infinity = std::numeric_limits<double>::infinity();
  const plumb::Curve curve{
      "", {0, 1, 2, 3, 4, 5}, {std::nan(""), 1, infinity, std::nan(""), 2, 0}, ""};
  CHECK(plumb::curve_rows(curve, false) == "1 1\n\n4 2\n5 0\n");
  CHECK(plumb::curve_rows(curve, true) == "1 1\n\n4 2\n");
}

TEST_CASE("what breaks a curve is marked and explained, what comes before it is not") {
  plumb::Script script(800, 400);
  const double nan = std::nan("");
  script.curves({{"", {0, 1, 2, 3}, {nan, 1, nan, 0}, "lc rgb '#000000'"}}, {true, 0.1, 10, true});
  const auto text = script.finish();
  CHECK_THAT(text, ContainsSubstring("$d2 << EOD\n2 10\nEOD"));
  CHECK_THAT(text, ContainsSubstring("$d3 << EOD\n3 0.1\nEOD"));
  CHECK_THAT(text, ContainsSubstring("× not finite   ▼ zero"));
}
