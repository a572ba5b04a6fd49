#include "report/differences.hpp"

#include "report/number_format.hpp"
#include "support/catch.hpp"

using plumb::ComparedRow;
using plumb::RunOutline;

namespace {

bool equals(const ComparedRow& row, const std::string& what,
            const std::vector<std::string>& values) {
  return row.what == what && row.values == values;
}

const ComparedRow* find(const std::vector<ComparedRow>& rows, const std::string& what) {
  for (const auto& row : rows) {
    if (row.what == what) return &row;
  }
  return nullptr;
}

plumb::Finding found(const char* rule, plumb::Severity severity) {
  plumb::Finding finding;
  finding.rule = rule;
  finding.severity = severity;
  return finding;
}

RunOutline outline(const std::string& clip) {
  RunOutline run;
  run.judged = true;
  run.settings = {
      {"", "name", "clip=" + clip}, {"training", "lr", "0.001"}, {"clipping", "clip", clip}};
  return run;
}

}  // namespace

TEST_CASE("only settings that differ are listed, and never the name") {
  const auto rows = plumb::differing_settings({outline("none"), outline("norm:1")});
  REQUIRE(rows.size() == 1);
  REQUIRE(equals(rows[0], "clip", {"none", "norm:1"}));
}

TEST_CASE("a setting that one run lacks differs") {
  auto later = outline("none");
  later.settings.push_back({"training", "warmup", "100"});
  const auto rows = plumb::differing_settings({outline("none"), later});
  REQUIRE(rows.size() == 1);
  REQUIRE(equals(rows[0], "warmup", {"", "100"}));
  REQUIRE(plumb::differing_settings({}).empty());
}

TEST_CASE("outcomes are what any run says, in words") {
  auto bad = outline("none");
  bad.summary = {
      {"final_val_accuracy", "0.6077"}, {"exploded_epoch", "5"}, {"final_val_loss", "nan"}};
  bad.findings = {found("exploding-gradient", plumb::Severity::error),
                  found("clipping-never", plumb::Severity::info)};
  auto good = outline("norm:1");
  good.summary = {{"final_val_accuracy", "0.846"}, {"final_val_loss", "0.53548"}};
  const auto rows = plumb::outcomes({bad, good});
  REQUIRE(equals(rows.front(), "found", {"exploding-gradient", "nothing"}));
  REQUIRE(find(rows, "final validation accuracy")->values ==
          std::vector<std::string>{"60.77 %", "84.60 %"});
  REQUIRE(find(rows, "final validation loss")->values == std::vector<std::string>{"nan", "0.5355"});
  REQUIRE(find(rows, "exploded in epoch")->values == std::vector<std::string>{"5", ""});
  REQUIRE(find(rows, "skipped updates") == nullptr);
}

TEST_CASE("a run without clipping has no share of clipped steps") {
  auto plain = outline("none"), clipped = outline("norm:1");
  plain.summary = {{"clip", "none"}, {"clipped_share", "0"}};
  clipped.summary = {{"clip", "norm:1"}, {"clipped_share", "0"}};
  REQUIRE(find(plumb::outcomes({plain, clipped}), "share of clipped steps")->values ==
          std::vector<std::string>{"", "0.00 %"});
  REQUIRE(find(plumb::outcomes({plain}), "share of clipped steps") == nullptr);
}

TEST_CASE("a run that was not judged is not one in which nothing was found") {
  const auto rows = plumb::outcomes({outline("none"), RunOutline{}});
  REQUIRE(equals(rows.front(), "found", {"nothing", ""}));
}

TEST_CASE("numbers of a summary for a person") {
  REQUIRE(plumb::rounded_text("1490.0") == "1490");
  REQUIRE(plumb::rounded_text("1.4921e+12") == "1.492e+12");
  REQUIRE(plumb::rounded_text("inf") == "inf");
  REQUIRE(plumb::percent_text("") == "");
  REQUIRE(plumb::duration_text_of("3.6") == "4 s");
  REQUIRE(plumb::duration_text_of("245") == "4:05 min");
  REQUIRE(plumb::duration_text_of("5025") == "1:23:45 h");
}
