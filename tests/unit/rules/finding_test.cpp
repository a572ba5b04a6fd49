#include "plumb/diagnostics/finding.hpp"

#include <cmath>
#include <fstream>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Finding;
using plumb::Severity;

namespace {

Finding example() {
  Finding finding;
  finding.rule = "exploding-gradient";
  finding.severity = Severity::error;
  finding.layer = "dense_03";
  finding.first_step = 7;
  finding.last_step = 12;
  finding.reported_step = 9;
  finding.evidence = {{"norm", 1e9}, {"loss", std::nan("")}};
  finding.message = "it \"rose\"";
  finding.remedies = {{"clip it", {{"clip", "norm:1"}}}, {"think", {}}};
  return finding;
}

}  // namespace

TEST_CASE("words of a rule of one's own that are not UTF-8 are written as far as they are") {
  plumb::Finding finding;
  finding.rule = "own";
  finding.message = "caf\xe9";
  CHECK_THAT(plumb::findings_json({finding}), ContainsSubstring("caf\xef\xbf\xbd"));
}

TEST_CASE("findings are read back as written, the most severe first") {
  const TemporaryFolder folder;
  REQUIRE(plumb::read_findings(folder.path()).empty());
  Finding info = example();
  info.severity = Severity::info;
  std::ofstream(folder.path() / "findings.json") << plumb::findings_json({info, example()});
  const auto read = plumb::read_findings(folder.path());
  REQUIRE(read.size() == 2);
  REQUIRE(read[0].severity == Severity::error);
  REQUIRE(read[0].layer == "dense_03");
  REQUIRE(read[0].first_step == 7);
  REQUIRE(read[0].last_step == 12);
  REQUIRE(read[0].reported_step == 9);
  REQUIRE(read[0].evidence[0].second == 1e9);
  REQUIRE(std::isnan(read[0].evidence[1].second));
  REQUIRE(read[0].remedies[0].flag() == "--clip norm:1");
  REQUIRE(plumb::worst(read) == Severity::error);
}

TEST_CASE("what was wrong before the first step is read first, the data most decades off before") {
  const auto finding = [](const char* rule, Severity severity, double mean) {
    Finding made;
    made.rule = rule;
    made.severity = severity;
    made.evidence = {{"root_mean_square", std::abs(mean)}, {"mean", mean}, {"deviation", 0}};
    return made;
  };
  const auto order = [](const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& found : plumb::causes_first(findings)) text += found.rule + ' ';
    return text;
  };
  const Finding explodes = finding("exploding-gradient", Severity::error, 0);
  const Finding oscillates = finding("oscillation", Severity::warning, 0);
  const Finding weights = finding("poor-initialization", Severity::warning, 0);
  const Finding inputs = finding("input-scale", Severity::warning, 60);
  const Finding targets = finding("target-scale", Severity::warning, -1e6);
  const Finding tiny = finding("target-scale", Severity::warning, 1e-6);
  const Finding noted = finding("input-scale", Severity::info, 60);
  CHECK(order({oscillates, explodes, weights, inputs, targets}) ==
        "target-scale input-scale poor-initialization exploding-gradient oscillation ");
  CHECK(order({inputs, tiny}) == "target-scale input-scale ");
  const Finding clipped = finding("clipping-always", Severity::warning, 0);
  CHECK(order({explodes, clipped}) == "clipping-always exploding-gradient ");
  CHECK(order({noted, oscillates, explodes}) == "exploding-gradient oscillation input-scale ");
  const Finding modes = finding("evaluation-mode", Severity::error, 0);
  CHECK(order({explodes, inputs, modes}) == "evaluation-mode input-scale exploding-gradient ");
  const Finding decay = finding("weight-decay", Severity::warning, 0);
  CHECK(order({explodes, inputs, decay}) == "weight-decay input-scale exploding-gradient ");
  Finding heavy = finding("divergence", Severity::warning, 0);
  heavy.remedies = {{"lower the rate", {{"lr", "0.01"}}}, {"lower it", {{"momentum", "0.9"}}}};
  CHECK(order({inputs, heavy}) == "input-scale divergence ");
  std::swap(heavy.remedies[0], heavy.remedies[1]);
  CHECK(order({inputs, heavy}) == "divergence input-scale ");
}

TEST_CASE("of damaged findings it is said what is wrong, in no library's words") {
  const TemporaryFolder folder;
  const auto [text, reason] = GENERATE(table<std::string, std::string>(
      {{"", "it is empty"},
       {"[{\"rule\":", "it ends in the middle"},
       {"[}", "it is not JSON from byte 2 on"},
       {"[1e999]", "it has a number out of range"},
       {"{}", "{} is not a list"},
       {"[3]", "3 is not an object"},
       {"[{}]", "it has no \"rule\""},
       {R"([{"rule":null,"severity":"error"}])", "its \"rule\" is null, not a text"},
       {R"([{"rule":"a","severity":"bad"}])", "severity 'bad' is not one of"},
       {R"([{"rule":"a","severity":"error","first_step":1.5}])",
        "its \"first_step\" is 1.5, not a whole number"},
       {R"([{"rule":"a","severity":"error","evidence":{"norm":[]}}])",
        "its evidence \"norm\" is [], not a number"},
       {R"([{"rule":"a","severity":"error","remedies":[{"online":1}]}])",
        "its \"online\" is 1, not true or false"}}));
  std::ofstream(folder.path() / "findings.json") << text;
  CHECK_THROWS_WITH(plumb::read_findings(folder.path()),
                    ContainsSubstring("findings.json\" holds no findings: " + reason) &&
                        !ContainsSubstring("json.exception"));
}

TEST_CASE("a finding reads as a sentence with its remedies") {
  REQUIRE(plumb::to_string(example()) ==
          "error: exploding-gradient at dense_03, steps 7 to 12: it \"rose\"\n"
          "  - clip it (--clip norm:1)\n"
          "  - think");
}

TEST_CASE("a severity that is none is refused") {
  REQUIRE(plumb::parse_severity("warning") == Severity::warning);
  REQUIRE_THROWS_WITH(plumb::parse_severity("fatal"), ContainsSubstring("info, warning, error"));
}

TEST_CASE("values that a shell would take apart are quoted in a remedy's flag, and read back") {
  const TemporaryFolder folder;
  Finding finding = example();
  finding.remedies = {{"read it", {{"data", "csv:my file.csv"}, {"name", "it's"}, {"clip", ""}}},
                      {"and that", {{"data", "csv:a;b.csv"}, {"name", "x$y"}, {"lr", "1e-3"}}}};
  CHECK(finding.remedies[0].flag() == R"(--data 'csv:my file.csv' --name 'it'\''s' --clip '')");
  CHECK(finding.remedies[1].flag() == "--data 'csv:a;b.csv' --name 'x$y' --lr 1e-3");
  std::ofstream(folder.path() / "findings.json") << plumb::findings_json({finding});
  const auto read = plumb::read_findings(folder.path());
  REQUIRE(read.size() == 1);
  CHECK(read[0].remedies.at(0).settings == finding.remedies[0].settings);
  CHECK(read[0].remedies.at(1).settings == finding.remedies[1].settings);
}
