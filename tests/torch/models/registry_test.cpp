#include "registry.hpp"

#include "support/catch.hpp"

namespace {

using plumb::Error;
using Numbers = plumb::Registry<int>;

TEST_CASE("a registry finds by name and lists in the order of its table") {
  const Numbers numbers("number", {{"one", "the first", 1}, {"two", "the second", 2}});
  CHECK(numbers.find("two") == 2);
  REQUIRE(numbers.listing().size() == 2);
  CHECK(numbers.listing()[0].name == "one");
  CHECK(numbers.listing()[1].description == "the second");
}

TEST_CASE("a name that is not registered is refused with those that are") {
  const Numbers numbers("number", {{"one", "", 1}, {"two", "", 2}});
  CHECK_THROWS_AS(numbers.find("three"), Error);
  CHECK_THROWS_WITH(numbers.find("three"), ContainsSubstring("'three' is not a known number") &&
                                               ContainsSubstring("one, two"));
}

TEST_CASE("a duplicate name is an error") {
  CHECK_THROWS_WITH(Numbers("number", {{"one", "", 1}, {"one", "", 2}}),
                    ContainsSubstring("number 'one' is registered twice"));
}

}  // namespace
