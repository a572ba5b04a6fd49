#include "report/page.hpp"

#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "report/page_number.hpp"
#include "support/catch.hpp"

TEST_CASE("text is escaped for HTML") {
  REQUIRE(plumb::escape_html("<b a='x' c=\"y\">&") ==
          "&lt;b a=&#39;x&#39; c=&quot;y&quot;&gt;&amp;");
}

TEST_CASE("no text ends the data block, and JSON reads it as it was") {
  const std::string hostile = "</script><script>alert(1)</script><!-- <script>";
  const std::string block = plumb::escape_json_block(nlohmann::json{{"name", hostile}}.dump());
  REQUIRE(block.find('<') == std::string::npos);
  REQUIRE(nlohmann::json::parse(block)["name"] == hostile);
}

TEST_CASE("a number of the page has few digits, and a name where it is not finite") {
  REQUIRE(plumb::page_number(0.123456).dump() == "0.1235");
  REQUIRE(plumb::page_number(1.23456e-9, 3).dump() == "1.23e-09");
  REQUIRE(plumb::page_number(42).dump() == "42");
  REQUIRE(plumb::page_number(0).dump() == "0");
  REQUIRE(plumb::page_number(std::nullopt).dump() == "null");
  REQUIRE(plumb::page_number(std::nan("")).dump() == "\"nan\"");
  REQUIRE(plumb::page_number(HUGE_VAL).dump() == "\"inf\"");
  REQUIRE(plumb::page_number(-HUGE_VAL).dump() == "\"-inf\"");
}

TEST_CASE("a filled page needs nothing but itself") {
  const std::string page = plumb::fill_page("a <title>", R"({"runs":[]})");
  REQUIRE_THAT(page, ContainsSubstring("<title>a &lt;title&gt;</title>"));
  REQUIRE_THAT(page, ContainsSubstring(R"(id="data">{"runs":[]}</script>)"));
  REQUIRE_THAT(page, ContainsSubstring("Chart.js v3."));
  REQUIRE_THAT(page, ContainsSubstring("Permission is hereby granted, free of charge"));
  for (const char* left : {".js}}", ".css}}", "{{title}}", "{{data}}"})
    REQUIRE(page.find(left) == std::string::npos);
  for (const char* outside : {"src=\"", "@import", "<link", "url(http"})
    REQUIRE(page.find(outside) == std::string::npos);
  REQUIRE_THROWS_AS(plumb::page_file("nothing.js"), plumb::Error);
}
