#include <optional>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

namespace {

plumb::RunFacts facts_of_widths(std::vector<double> widths) {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.input_widths = std::move(widths);
  return facts;
}

}  // namespace

TEST_CASE("outliers: an observation, and a warning where the loss stays large") {
  const auto [later, severity] =
      GENERATE(table<double, Severity>({{20, Severity::warning}, {2, Severity::info}}));
  MadeUpRun made_up(facts_of_widths({0.9, 0.05, 0.005, 1}));
  run(made_up, 101, [&, l = later](StepRecord& r) { r.loss = r.step == 0 ? 20 : l; });
  REQUIRE(made_up.severity("outliers") == severity);
  const auto finding = made_up.found("outliers");
  CHECK_THAT(finding->message,
             ContainsSubstring("in 2 of 4 columns of the inputs a few values outweigh all others: "
                               "the middle half of column 3 spans 0.0067 standard deviations"));
  CHECK(finding->remedies.front().flag() == "--standardize robust");
  CHECK(plumb::precedes_the_run(*finding));
}

TEST_CASE("outliers: a warning of a column that standardizing rounds away, and no taking back") {
  const auto [width, standardize, severity] =
      GENERATE(table<double, std::string, Severity>({{1e-20, "on", Severity::warning},
                                                     {1e-20, "off", Severity::info},
                                                     {1e-6, "on", Severity::info}}));
  plumb::RunFacts facts = facts_of_widths({0.9, width});
  facts.settings["standardize"] = standardize;
  MadeUpRun made_up(facts);
  run(made_up, 200, unchanged);
  const auto finding = made_up.found("outliers");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == severity);
  CHECK(finding->first_step == 0);
  CHECK(finding->remedies.front().flag() == "--standardize robust");
  if (severity == Severity::warning)
    CHECK_THAT(finding->message, ContainsSubstring("column 2 spans 1.3e-20 standard deviations") &&
                                     ContainsSubstring("Standardized, it is one number"));
}

TEST_CASE("outliers: a warning where the run ends with next to nothing learnt") {
  MadeUpRun made_up(facts_of_widths({0.005}));
  run(made_up, 300, [](StepRecord& r) { learns_nothing(r); });
  made_up.finish();
  CHECK(made_up.severity("outliers") == Severity::warning);
}

TEST_CASE("a run that ends on a few hard batches is not said to be above a constant prediction") {
  const auto [mean, words] = GENERATE(table<double, std::string>(
      {{1.01, "still above that of a constant"}, {0.995, "next to nothing was learnt"}}));
  MadeUpRun made_up(facts_of_widths({0.005}));
  const double level = mean;
  run(made_up, 300,
      [&](StepRecord& r) { r.loss = MadeUpRun::baseline * (r.step < 295 ? level : 1.02); });
  made_up.finish();
  const auto finding = made_up.found("outliers");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring(words));
}

TEST_CASE("outliers: of the values to predict, too") {
  plumb::RunFacts facts = facts_of_widths({1, 1});
  facts.targets = {0, 1, 0.02};
  MadeUpRun made_up(facts);
  run(made_up, 1, unchanged);
  const auto finding = made_up.found("outliers");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message,
             ContainsSubstring("a few of the values to predict outweigh all others"));
  REQUIRE(finding->remedies.size() == 1);
  CHECK_THAT(finding->remedies.front().text, ContainsSubstring("--loss mae"));
}

TEST_CASE("outliers: nothing of columns whose middle is as wide as usual, or not known") {
  MadeUpRun usual(facts_of_widths({0.15, 1, 1.4})), unknown;
  run(usual, 10, unchanged);
  run(unknown, 10, unchanged);
  CHECK_FALSE(usual.found("outliers"));
  CHECK_FALSE(unknown.found("outliers"));
}

TEST_CASE("inputs too large of which a few outweigh all others are not advised by mean and size") {
  MadeUpRun made_up(facts_of_widths({0.005, 1}));
  run(made_up, 1, [](StepRecord& r) { r.activations[0]->deviation = 80; });
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value());
  CHECK(finding->remedies.front().flag() == "--standardize robust");
  for (const auto& remedy : finding->remedies) {
    CHECK(remedy.flag() != "--standardize on");
    CHECK(remedy.flag().find("--input-scale") == std::string::npos);
  }
}
