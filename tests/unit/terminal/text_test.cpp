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

TEST_CASE("prose is broken at spaces, by its columns and not by its bytes") {
  CHECK(plumb::wrapped("σσ σσ σσ", 5) == "σσ σσ\nσσ");
  CHECK(plumb::wrapped("a bb toolong c", 6, 2) == "  a bb\n  toolong\n  c");
  CHECK(plumb::wrapped("", 6, 2) == "  ");
  CHECK(plumb::wrapped("\033[1mab\033[0m cd", 5) == "\033[1mab\033[0m cd");
}

TEST_CASE("a flag is not broken from its value") {
  CHECK(plumb::wrapped("take he (--init he --norm batch)", 20) ==
        "take he (--init he\n--norm batch)");
  CHECK(plumb::wrapped("take he's (--init he --norm batch)", 16) ==
        "take he's\n(--init he\n--norm batch)");
  // No value: another flag, or nothing more of the advice.
  CHECK(plumb::wrapped("more (--tb --quiet)", 9) == "more\n(--tb\n--quiet)");
  CHECK(plumb::wrapped("fewer (--depth) or more", 15) == "fewer (--depth)\nor more");
  // No line has room for both.
  CHECK(plumb::wrapped("a --data csv:long", 12, 2) == "  a --data\n  csv:long");
}

TEST_CASE("sentences are broken for a terminal, and one a line for a pipe") {
  const plumb::Console terminal{true, false, true, 24};
  const std::string text =
      "one two three four five six\n- an item of many more words\n    code that is as it is, "
      "long\n";
  CHECK(plumb::prose(text, plumb::Console{}) == text);
  CHECK(plumb::prose(text, terminal) ==
        "one two three four five\nsix\n- an item of many more\n  words\n    code that is as it is, "
        "long\n");
}

TEST_CASE("paragraphs of several lines are filled anew") {
  const plumb::Console terminal{true, false, true, 30};
  const std::string page =
      "# a heading\n\nthe first line\nand the second\n\n- an item\n  of two lines\n- another\n";
  CHECK(plumb::refilled(page, plumb::Console{}) == page);
  CHECK(plumb::refilled(page, terminal) ==
        "# a heading\n\nthe first line and the second\n\n- an item of two lines\n- another\n");
}
