#include "terminal/text.hpp"

#include "support/catch.hpp"

namespace {
const plumb::Console unicode;
const plumb::Console ascii{false, false, false, 80};
}  // namespace

TEST_CASE("style takes no room, a character of several bytes one column") {
  CHECK(plumb::text_width("abc") == 3);
  CHECK(plumb::text_width("█→σ") == 3);
  CHECK(plumb::text_width("\033[1;31mred\033[0m!") == 4);
  CHECK(plumb::text_width("\033[") == 0);
}

TEST_CASE("text that is too long is cut between characters") {
  CHECK(plumb::fitted("σσσσ", 4, unicode) == "σσσσ");
  CHECK(plumb::fitted("σσσσ", 3, unicode) == "σσ…");
  CHECK(plumb::fitted("abcd", 3, ascii) == "ab.");
  CHECK(plumb::fitted("abcd", 0, unicode).empty());
  CHECK(plumb::padded("σ", 3) == "σ  ");
}

TEST_CASE("names cannot drive the terminal") {
  CHECK(plumb::printable("a\033[2Jb\a\n") == "a?[2Jb??");
  CHECK(plumb::printable("\xC2\x9B"
                         "2J") == "??2J");
  CHECK(plumb::printable("schön σ") == "schön σ");
}

TEST_CASE("a terminal without UTF-8 gets what it can show") {
  CHECK(plumb::ascii("→ 5 × 10, … 日") == "-> 5 x 10, ... ?");
  CHECK(plumb::for_console("→", unicode) == "→");
  CHECK(plumb::for_console("→", ascii) == "->");
}
