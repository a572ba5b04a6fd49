#include "report/report.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

Json data_of(const std::string& page) {
  const std::string open = "id=\"data\">";
  const auto begin = page.find(open) + open.size();
  return Json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

plumb::StepRecord record(std::int64_t step, std::size_t layers) {
  plumb::StepRecord record;
  record.step = step;
  record.loss = 2 + 1e-3 * static_cast<double>(step % 97);
  record.norm = record.norm_after = 1.23456e-3 * static_cast<double>(1 + step % 89);
  for (std::size_t i = 0; i < layers; ++i)
    record.norms.emplace_back(record.norm / std::pow(3.7, static_cast<double>(i)));
  return record;
}

void write_steps(const std::filesystem::path& folder, std::int64_t steps, std::size_t layers) {
  std::filesystem::create_directories(folder);
  std::vector<plumb::ParameterInfo> parameters;
  for (std::size_t i = 0; i < layers; ++i)
    parameters.push_back({"dense_" + std::to_string(i) + ".weight", {8, 8}, 64, {}});
  plumb::StepWriter writer(folder / "steps.jsonl", parameters, steps + 10);
  for (std::int64_t step = 0; step < steps; ++step) writer.write(record(step, layers), {}, 1);
  writer.flush();
}

}  // namespace

TEST_CASE("a run's records are in the page") {
  const TemporaryFolder folder;
  write_steps(folder.path() / "run", 5, 3);
  const auto run = data_of(plumb::report_page({folder.path() / "run"}))["runs"][0];
  REQUIRE(run["name"] == "run");
  REQUIRE_FALSE(data_of(plumb::report_page({folder.path() / "run"})).contains("sweep_url"));
  REQUIRE(data_of(plumb::report_page({folder.path() / "run"}, "./../a.html"))["sweep_url"] ==
          "./../a.html");
  REQUIRE(run["layers"]["names"] == Json({"dense_0", "dense_1", "dense_2"}));
  REQUIRE(run["steps"]["step"] == Json({0, 1, 2, 3, 4}));
  REQUIRE(run["norms"]["values"].size() == 3);
  REQUIRE(run["norms"]["thinned"] == false);
  REQUIRE(run["step_frames"]["values"][0][0] == 0.001235);
}

TEST_CASE("curves are compared with a guess and with the best of the simple models") {
  const TemporaryFolder folder;
  write_steps(folder.path() / "run", 5, 1);
  const auto levels = [&](const plumb::RunFacts& facts) {
    plumb::write_facts(folder.path() / "run", facts);
    return data_of(plumb::report_page({folder.path() / "run"}))["runs"][0]["yardsticks"];
  };
  const plumb::SimpleModel linear{"a linear model", 1000, 400, 0.5, {}, true};
  const plumb::SimpleModel kernel{"kernel regression", 900, 400, 0.75, {}, false};
  plumb::RunFacts classes;
  classes.baseline_loss = 0.75;
  classes.simple_models = {kernel, linear};
  const Json constant{{"value", 0.75}, {"label", "best constant prediction"}, {"reach", false}};
  const Json best{{"value", 0.75}, {"label", "kernel regression of 900 samples"}, {"reach", true}};
  REQUIRE(levels(classes) ==
          Json{{"loss", Json::array({constant})}, {"accuracy", Json::array({best})}});

  plumb::RunFacts values;
  values.simple_models = {{"a linear model", 1000, 400, {}, 0.5, true},
                          {"kernel regression", 900, 400, {}, 0.75, false}};
  const auto of_values = levels(values);
  REQUIRE(of_values["accuracy"].empty());
  REQUIRE(of_values["loss"][0]["label"] == "a linear model of 1000 samples");
}

TEST_CASE("the page is bounded however many steps and layers there are") {
  const TemporaryFolder folder;
  write_steps(folder.path() / "long", 6'000, 4);
  write_steps(folder.path() / "deep", 500, 300);
  const auto page = plumb::report_page({folder.path() / "long"});
  REQUIRE(page.size() < 1'000'000);
  const auto run = data_of(page)["runs"][0];
  REQUIRE(run["steps"]["thinned"] == true);
  REQUIRE(run["steps"]["recorded"] == 6'000);
  const auto deep = plumb::report_page({folder.path() / "deep"});
  REQUIRE(deep.size() < 1'000'000);
  REQUIRE(data_of(deep)["runs"][0]["layers"]["of"] == 300);
  REQUIRE(data_of(deep)["runs"][0]["layers"]["names"].size() == 200);
}

TEST_CASE("gradients over time lags are in the page, long sequences and many epochs thinned") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "run";
  write_steps(file, 2, 1);
  constexpr std::size_t length = 5'000;
  std::vector<double> norms(length);
  for (std::size_t lag = 0; lag < length; ++lag) norms[lag] = std::pow(0.5, lag);
  for (std::int64_t epoch = 0; epoch <= 20; ++epoch)
    plumb::append_time_gradients(file, epoch, {{epoch, "rnn_1", norms}, {epoch, "rnn_2", {1, 2}}});
  const auto page = plumb::report_page({file});
  const auto layers = data_of(page)["runs"][0]["time_lags"];
  REQUIRE(layers.size() == 2);
  REQUIRE(layers[0]["layer"] == "rnn_1");
  REQUIRE(layers[0]["epochs"] == Json({0, 4, 8, 12, 16, 20}));
  REQUIRE(layers[0]["lag"].size() == 500);
  REQUIRE(layers[0]["lag"][499] == length - 1);
  REQUIRE(layers[0]["norms"][5][0] == 1);
  REQUIRE(layers[0]["norms"][5][499] == 0);
  REQUIRE(layers[1]["norms"][0] == Json({1, 2}));
}

TEST_CASE("a forecast is in the page beside the first step") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  write_steps(run, 3, 3);
  REQUIRE(data_of(plumb::report_page({run}))["runs"][0]["forecast"].is_null());

  plumb::ForecastRecord record;
  for (int i = 0; i < 3; ++i)
    record.forecast.layers.push_back(
        {"dense_" + std::to_string(i) + ".weight", 1e-3, 1e-3, 2e-4, 5e-3, 0.5});
  record.forecast.verdict = plumb::ForecastVerdict::vanishing;
  record.forecast.max_trainable_depth = 4;
  record.batch_size = 32;
  plumb::write_forecast(run, record);
  // Step 0 has 1.2e-3, and a factor of 3.7 less with each layer: 9.0e-5 at the last one.
  const auto forecast = data_of(plumb::report_page({run}))["runs"][0]["forecast"];
  REQUIRE(forecast["verdict"] == "vanishing");
  REQUIRE(forecast["trainable_depth"] == 4);
  REQUIRE(forecast["measured"] == 3);
  REQUIRE(forecast["inside"] == 2);
  REQUIRE(forecast["worst"]["layer"] == "dense_2");
  REQUIRE_THAT(forecast["worst"]["decades"].get<double>(), WithinAbs(-1.045, 0.001));
  REQUIRE(forecast["layers"]["names"] == Json({"dense_0", "dense_1", "dense_2"}));
  REQUIRE(forecast["layers"]["inside"] == Json({true, true, false}));

  std::ofstream(run / "forecast.json") << "torn";
  const auto torn = data_of(plumb::report_page({run}))["runs"][0];
  REQUIRE(torn["forecast"].is_null());
  REQUIRE_THAT(torn["notes"][0].get<std::string>(), ContainsSubstring("forecast.json"));
}

TEST_CASE("a hostile name, which is not even UTF-8, stays text") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  write_steps(run, 2, 1);
  std::ofstream(run / "config.toml") << "x = '</script>\xff'";
  std::ofstream(run / "summary.json")
      << R"({"format":1,"name":"</script><script>alert(1)</script>"})";
  const auto page = plumb::report_page({run});
  REQUIRE(page.find("alert(1)</script>") == std::string::npos);
  REQUIRE(data_of(page)["runs"][0]["name"] == "</script><script>alert(1)</script>");
}

TEST_CASE("a run killed while it wrote is shown up to its last whole line") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  write_steps(run, 3, 2);
  std::ofstream(run / "steps.jsonl", std::ios::app) << R"({"step":3,"epoch":1,"lo)";
  REQUIRE(data_of(plumb::report_page({run}))["runs"][0]["steps"]["step"] == Json({0, 1, 2}));
}

TEST_CASE("what is damaged beside the measurements is left out with a note") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  write_steps(run, 3, 2);
  std::filesystem::create_directories(run / "checkpoints");
  std::ofstream(run / "checkpoints" / "epoch-0001.safetensors") << "torn";
  std::ofstream(run / "config.toml") << "broken = ";
  const auto notes = data_of(plumb::report_page({run}))["runs"][0]["notes"];
  REQUIRE(notes.size() == 2);
  REQUIRE_THAT(notes[0].get<std::string>(), ContainsSubstring("config.toml"));
  REQUIRE_THAT(notes[1].get<std::string>(), ContainsSubstring("epoch-0001.safetensors"));
}

TEST_CASE("a folder without a run is no report") {
  const TemporaryFolder folder;
  REQUIRE_THROWS_AS(plumb::report_page({folder.path()}), plumb::Error);
}

TEST_CASE("runs of one name are told apart by their folders") {
  const TemporaryFolder folder;
  for (const char* parent : {"a", "b"}) write_steps(folder.path() / parent / "run", 3, 2);
  write_steps(folder.path() / "other", 3, 2);
  const auto runs = data_of(plumb::report_page(
      {folder.path() / "a" / "run", folder.path() / "b" / "run", folder.path() / "other"}))["runs"];
  REQUIRE_THAT(runs[0]["name"].get<std::string>(), ContainsSubstring("a/run"));
  REQUIRE_THAT(runs[1]["name"].get<std::string>(), ContainsSubstring("b/run"));
  REQUIRE(runs[2]["name"] == "other");
}

TEST_CASE("more runs than can be told apart are refused, before any is read") {
  const std::vector<std::filesystem::path> many(21, "nowhere");
  REQUIRE_THROWS_WITH(plumb::report_page(many), ContainsSubstring("at most 20"));
}
