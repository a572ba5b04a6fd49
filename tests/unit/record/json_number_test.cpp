#include "plumb/internal/json_number.hpp"

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("a number that is not finite is a string in JSON, and read back") {
  REQUIRE(plumb::json_number(0.25).dump() == "0.25");
  REQUIRE(plumb::json_number(HUGE_VAL).dump() == "\"inf\"");
  REQUIRE(plumb::json_number(-HUGE_VAL).dump() == "\"-inf\"");
  REQUIRE(plumb::json_number(std::nan("")).dump() == "\"nan\"");
  REQUIRE(plumb::json_number(-std::nan("")).dump() == "\"nan\"");
  REQUIRE(plumb::json_number(std::optional<double>()).dump() == "null");

  for (const double value : {0.1, -3e-300, HUGE_VAL, -HUGE_VAL})
    REQUIRE(plumb::number_of_json(plumb::json_number(value)) == value);
  REQUIRE(std::isnan(plumb::number_of_json("nan").value()));
}

TEST_CASE("no other text, and no other kind of value, is a number") {
  for (const auto* text : {R"("NaN")", R"("Infinity")", R"("")", R"("1")", "null", "true", "[1]"})
    REQUIRE_FALSE(plumb::number_of_json(nlohmann::ordered_json::parse(text)));
}
