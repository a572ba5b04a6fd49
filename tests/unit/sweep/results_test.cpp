#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "sweep/marginals.hpp"
#include "sweep/results_file.hpp"
#include "sweep/sweep_file.hpp"

using plumb::find_measure;
using plumb::RunResult;
using plumb::SweepResults;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

RunResult row(std::vector<std::string> values, double accuracy, double ratio) {
  RunResult result;
  result.run = "run";
  result.values = std::move(values);
  result.status = "completed";
  result.numbers.final_val_accuracy = accuracy;
  result.numbers.log10_gradient_ratio = ratio;
  return result;
}

/// Two activations, two depths, two seeds; relu at depth 20 was refused.
SweepResults sample() {
  SweepResults results;
  results.axes = {{"activation", {"tanh", "relu"}}, {"depth", {"5", "20"}}, {"seed", {"0", "1"}}};
  results.rows = {row({"tanh", "5", "0"}, 0.5, -1),  row({"tanh", "5", "1"}, 0.7, -3),
                  row({"tanh", "20", "0"}, 0.1, -8), row({"tanh", "20", "1"}, 0.1, -infinity),
                  row({"relu", "5", "0"}, 0.9, 0),   row({"relu", "5", "1"}, 0.8, 0.5)};
  for (const char* seed : {"0", "1"}) {
    RunResult refused;
    refused.run = "run";
    refused.values = {"relu", "20", seed};
    refused.status = "refused";
    refused.reason = "says \"no\", twice";
    results.rows.push_back(refused);
  }
  return results;
}

}  // namespace

TEST_CASE("a marginal is the mean and the deviation over everything else") {
  const auto results = sample();
  const auto all = plumb::marginals(results);
  REQUIRE(all.size() == 6);
  CHECK(all[0].axis == "activation");
  CHECK(all[0].value == "tanh");
  const auto accuracy = spread_of(all[0].trained, find_measure("final-accuracy"));
  CHECK(accuracy.runs == 4);
  CHECK_THAT(accuracy.mean, WithinAbs(0.35, 1e-12));
  // Σ(x − mean)² = 0.0225 + 0.1225 + 2 × 0.0625 = 0.27, over 3.
  CHECK_THAT(accuracy.deviation, WithinAbs(std::sqrt(0.09), 1e-12));

  const auto ratio = spread_of(all[0].trained, find_measure("log10-gradient-ratio"));
  CHECK(ratio.count == 3);  // a layer without gradient has no finite ratio
  CHECK_THAT(ratio.mean, WithinAbs(-4, 1e-12));

  CHECK(all[1].value == "relu");
  CHECK(all[1].trained.size() == 2);
  CHECK(all[1].failed == 2);
  CHECK(all[3].axis == "depth");
  CHECK(all[3].failed == 2);
  const auto none = spread_of(all[0].trained, find_measure("steps-to-failure"));
  CHECK(none.count == 0);
  CHECK(std::isnan(none.mean));
  CHECK_THAT(plumb::marginals_csv(results),
             ContainsSubstring("activation,tanh,4,0,final_val_accuracy,4,0.35,0.3\n"));
}

TEST_CASE("marginals.csv quotes a value as RFC 4180 asks") {
  SweepResults results;
  results.axes = {{"data", {"csv:a,b", "csv:\"a\""}}, {"seed", {"0"}}};
  results.rows = {row({"csv:a,b", "0"}, 0.5, -1), row({"csv:\"a\"", "0"}, 0.5, -1)};
  const auto text = plumb::marginals_csv(results);
  CHECK_THAT(text, ContainsSubstring("\ndata,\"csv:a,b\",1,"));
  CHECK_THAT(text, ContainsSubstring("\ndata,\"csv:\"\"a\"\"\",1,"));
}

TEST_CASE("results.csv has a row a run, each of as many cells as the header") {
  const auto text = plumb::results_csv(sample());
  CHECK(text.starts_with("run,activation,depth,seed,status,reason,steps_done,seconds,"));
  CHECK_THAT(text, ContainsSubstring(",-inf,"));
  CHECK_THAT(text, ContainsSubstring(",\"says \"\"no\"\", twice\","));
  const auto line_end = text.find('\n');
  const auto commas = [&](std::size_t begin, std::size_t end) {
    return std::count(text.begin() + static_cast<long>(begin),
                      text.begin() + static_cast<long>(end), ',');
  };
  CHECK(commas(0, line_end) == commas(line_end + 1, text.find('\n', line_end + 1)));
}

TEST_CASE("results.jsonl reads back as it was written") {
  const TemporaryFolder folder;
  plumb::SweepSpec spec;
  set_axis(spec, plumb::make_axis("activation", {"tanh", "relu"}));
  set_axis(spec, plumb::make_axis("depth", {"5", "20"}));
  spec.seeds = {0, 1};
  std::ofstream(folder.path() / "sweep.toml") << sweep_toml(spec);
  CHECK_THROWS_WITH(plumb::read_results(folder.path()), ContainsSubstring("no results.jsonl yet"));
  const auto text = plumb::results_jsonl(sample());
  std::ofstream(folder.path() / "results.jsonl") << text;
  const auto again = plumb::read_results(folder.path());
  CHECK(plumb::results_jsonl(again) == text);
  CHECK(again.axes[1].values == sample().axes[1].values);
  CHECK(again.rows[3].numbers.log10_gradient_ratio == -infinity);
  CHECK_FALSE(again.rows[0].numbers.steps_to_failure.has_value());
  std::ofstream(folder.path() / "results.jsonl") << "{\n";
  CHECK_THROWS_WITH(plumb::read_results(folder.path()),
                    ContainsSubstring("line 1 is damaged (it ends in the middle): `plumb sweep"));
  std::ofstream(folder.path() / "results.jsonl") << "{}\n";
  CHECK_THROWS_WITH(plumb::read_results(folder.path()), ContainsSubstring("it has no \"seed\""));
}

TEST_CASE("measures are found by name") {
  CHECK(find_measure("final-accuracy").column == "final_val_accuracy");
  CHECK_THROWS_WITH(find_measure("final-acuracy"), ContainsSubstring("did you mean"));
  CHECK(plumb::log10_ratio(0, 1) == -infinity);
  CHECK_THAT(plumb::log10_ratio(1e-30, 1e-3), WithinAbs(-27, 1e-9));
  CHECK(std::isnan(plumb::log10_ratio(0, 0)));
}

TEST_CASE("a sweep tells whether the losses of its runs can be compared") {
  const auto share = [](const char* loss, const char* key, std::vector<std::string> values) {
    plumb::SweepSpec spec;
    spec.base.training.loss = loss;
    spec.axes = {plumb::make_axis(key, values)};
    return plumb::empty_results(spec).share_loss_unit;
  };
  CHECK(share("mse", "lr", {"0.1", "0.01"}));
  CHECK(share("mse", "standardize", {"off", "on"}));
  CHECK_FALSE(share("mse", "standardize-targets", {"off", "on"}));
  CHECK_FALSE(share("mse", "loss", {"mse", "mae"}));
  CHECK(share("mse", "label-smoothing", {"0", "0.1"}));
  CHECK_FALSE(share("cross-entropy", "label-smoothing", {"0", "0.1"}));
  CHECK_FALSE(share("mse", "data", {"csv:a", "csv:b"}));
  plumb::SweepSpec bundles;
  bundles.axes = {{"configuration", {{"plain", {}}, {"far", {{"loss", "mae"}}}}}};
  CHECK_FALSE(plumb::empty_results(bundles).share_loss_unit);
}
