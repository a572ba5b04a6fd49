#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

constexpr const char* deep_sigmoid =
    "forecast --data blobs --depth 12 --width 64 --activation sigmoid --init glorot-uniform ";

}  // namespace

TEST_CASE("forecast says in words and in JSON what it expects") {
  const TemporaryFolder folder;
  const Outcome text = run_plumb(folder.path(), deep_sigmoid);
  INFO(text.err);
  REQUIRE(text.exit_code == 0);
  REQUIRE_THAT(text.out, ContainsSubstring("dense_01.weight"));
  REQUIRE_THAT(text.out, ContainsSubstring("Vanishing: dense_01"));
  REQUIRE_THAT(text.out, ContainsSubstring("Change: --"));

  const Outcome json = run_plumb(folder.path(), std::string(deep_sigmoid) + "--json");
  REQUIRE(json.exit_code == 0);
  const Json document = Json::parse(json.out);
  REQUIRE(document["verdict"] == "vanishing");
  REQUIRE(document["max_trainable_depth"] < 12);
  REQUIRE(document["layers"].size() == 13);
  for (const auto& layer : document["layers"]) {
    INFO(layer.dump());
    const double predicted = layer["predicted_norm"];
    const double measured = layer["measured_norm"];
    REQUIRE(layer["low"] < predicted);
    REQUIRE(layer["high"] > predicted);
    REQUIRE(measured > predicted / 5);
    REQUIRE(measured < predicted * 5);
  }
  REQUIRE(std::filesystem::is_empty(folder.path()));  // a forecast leaves nothing behind
}

TEST_CASE("forecast takes another network with --seed, but not another prediction") {
  const TemporaryFolder folder;
  const auto layer = [&](const std::string& seed) {
    // All samples in one batch: the order, too, depends on the seed.
    const Outcome outcome = run_plumb(
        folder.path(),
        "forecast --data blobs --limit 20 --batch-size 20 --depth 2 --json --seed " + seed);
    return Json::parse(outcome.out)["layers"][0];
  };
  const Json first = layer("0"), second = layer("1");
  REQUIRE(first["measured_norm"] != second["measured_norm"]);
  const double ratio =
      first["infinite_width_norm"].get<double>() / second["infinite_width_norm"].get<double>();
  REQUIRE(std::abs(ratio - 1) < 0.05);  // the outputs are drawn, and the samples change places
}

TEST_CASE("a run records what forecast says of it, and meets it at its first step") {
  const TemporaryFolder folder;
  const std::string options =
      "--data blobs --depth 6 --width 64 --activation sigmoid --batch-size 10 --accumulate 2 "
      "--label-smoothing 0.3 ";
  const Outcome said = run_plumb(folder.path(), "forecast " + options + "--json");
  REQUIRE(said.exit_code == 0);
  const Outcome run = run_plumb(folder.path(), "train " + options + "--epochs 1 --quiet --out run");
  INFO(run.err);
  REQUIRE(run.exit_code == 0);

  const Json recorded = Json::parse(text_of(folder.path() / "run" / "forecast.json"));
  Json expected = Json::parse(said.out);
  REQUIRE(expected["format"] == 1);
  const Json first_step = Json::parse(lines_of(text_of(folder.path() / "run" / "steps.jsonl"))[0]);
  REQUIRE(first_step["step"] == 0);
  for (auto& layer : expected["layers"]) {
    INFO(layer.dump());
    // Of the same weights and samples; the run computes in single precision.
    const double norm = first_step["norms"][layer["name"].get<std::string>()];
    REQUIRE_THAT(norm, WithinRel(layer["measured_norm"].get<double>(), 1e-3));
    layer["measured_norm"] = nullptr;
  }
  // Fitted to the same samples: at once here, of a run when it has ended with room for them.
  const Json facts = Json::parse(text_of(folder.path() / "run" / "run.json"));
  REQUIRE(expected["simple_models"].size() == 3);
  REQUIRE(facts["simple_models"] == expected["simple_models"]);
  expected.erase("simple_models");
  REQUIRE(recorded == expected);
}

TEST_CASE("forecast and train say before the first step that a linear network will not do") {
  const TemporaryFolder folder;
  const std::string options = "--data circles --depth 2 --width 8 --activation identity ";
  const Outcome said = run_plumb(folder.path(), "forecast " + options + "--json");
  REQUIRE(said.exit_code == 0);
  const Json forecast = Json::parse(said.out);
  REQUIRE(forecast["findings"].size() == 1);
  const Json& foreseen = forecast["findings"][0];
  REQUIRE(foreseen["rule"] == "no-activation");

  const auto train = [&](const std::string& arguments) {
    const Outcome run = run_plumb(folder.path(), "train " + arguments);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Json found = Json::parse(text_of(folder.path() / "run" / "findings.json"));
    const auto linear = std::find_if(found.begin(), found.end(), [](const Json& finding) {
      return finding["rule"] == "no-activation";
    });
    REQUIRE(linear != found.end());
    REQUIRE((*linear)["reported_step"] == 0);
    REQUIRE((*linear)["message"] == foreseen["message"]);
    const Json facts = Json::parse(text_of(folder.path() / "run" / "run.json"));
    REQUIRE(facts["simple_models"] == forecast["simple_models"]);
  };
  train(options + "--epochs 1 --quiet --out run");
  train("--resume run --epochs 2 --quiet");  // which knows what was fitted before
}

TEST_CASE("only new runs of what the forecast knows have a forecast, and a sweep's have none") {
  const TemporaryFolder folder;
  const auto has_forecast = [&](const std::string& run) {
    return std::filesystem::exists(folder.path() / run / "forecast.json");
  };
  const std::string small = "--data blobs --depth 2 --width 8 --quiet ";
  const auto require_trained = [&](const std::string& arguments) {
    const Outcome outcome = run_plumb(folder.path(), arguments);
    INFO(arguments << outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE_THAT(outcome.out + outcome.err, !ContainsSubstring("forecast"));
  };
  require_trained("train " + small + "--epochs 1 --out known");
  REQUIRE(has_forecast("known"));
  require_trained("train " + small + "--epochs 1 --dropout 0.5 --out unknown");
  REQUIRE_FALSE(has_forecast("unknown"));
  require_trained("train " + small + "--epochs 1 --batch-size 700 --out large");
  REQUIRE_FALSE(has_forecast("large"));
  require_trained("compare " + small + "--epochs 1 --vary activation=tanh,relu --out both");
  REQUIRE(has_forecast("both/activation-tanh"));

  std::filesystem::remove(folder.path() / "known" / "forecast.json");
  require_trained("train --resume known --epochs 2 --quiet");
  REQUIRE_FALSE(has_forecast("known"));

  require_trained("sweep " + small + "--epochs 1 --vary activation=tanh --jobs 1 --out swept");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() / "swept"))
    REQUIRE(entry.path().filename() != "forecast.json");
}

TEST_CASE("forecast refuses what cannot be forecast") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), "forecast --activation step");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE_THAT(outcome.err, ContainsSubstring("step"));
}
