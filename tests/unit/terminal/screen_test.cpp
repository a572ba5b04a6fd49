#include "terminal/screen.hpp"

#include "support/catch.hpp"
#include "support/terminal.hpp"

namespace {

using Page = std::vector<std::string>;

}  // namespace

TEST_CASE("a block stays at the bottom while text goes by above it") {
  Terminal terminal(20);
  int writes = 0;
  plumb::Screen screen(
      [&](std::string_view text) {
        ++writes;
        terminal.write(text);
      },
      [] { return 20; });
  screen.print("head\n");
  screen.show({"one", "two"});
  CHECK(terminal.page() == Page{"head", "one", "two"});
  screen.print("epoch 1\nepoch 2\n");
  CHECK(terminal.page() == Page{"head", "epoch 1", "epoch 2", "one", "two"});
  screen.show({"1", "2", "3"});
  CHECK(terminal.page() == Page{"head", "epoch 1", "epoch 2", "1", "2", "3"});
  screen.show({"shorter"});
  CHECK(terminal.page() == Page{"head", "epoch 1", "epoch 2", "shorter"});
  CHECK(writes == 5);  // one a change
  screen.clear();
  screen.print("end\n");
  CHECK(terminal.page() == Page{"head", "epoch 1", "epoch 2", "end", ""});
}

TEST_CASE("a block that a narrower terminal has wrapped is replaced as a whole") {
  std::size_t columns = 20;
  Terminal terminal(columns);
  plumb::Screen screen([&](std::string_view text) { terminal.write(text); },
                       [&] { return static_cast<int>(columns); });
  screen.print("head\n");
  screen.show({"fifteen letters", "ten of it."});
  columns = 8;
  terminal.resize(columns);
  REQUIRE(terminal.page().size() == 5);
  screen.show({"new", "block"});
  CHECK(terminal.page() == Page{"head", "new", "block"});
}

TEST_CASE("clearing nothing writes nothing") {
  plumb::Screen screen([](std::string_view) { FAIL("written"); }, [] { return 80; });
  screen.clear();
}
