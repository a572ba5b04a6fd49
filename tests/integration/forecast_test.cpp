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

TEST_CASE("forecast refuses what cannot be forecast") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), "forecast --activation step");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE_THAT(outcome.err, ContainsSubstring("step"));
}
