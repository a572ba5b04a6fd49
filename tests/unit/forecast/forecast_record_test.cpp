#include "plumb/diagnostics/forecast_record.hpp"

#include <cmath>
#include <fstream>
#include <limits>

#include "chain.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace plumb;

namespace {

ForecastRecord record_of(const Chain& chain) {
  ForecastRecord record;
  record.forecast = forecast(chain.network(), chain.batch(), {.draws = 4});
  record.data = "mnist";
  record.batch_size = chain.batch().size;
  record.seed = std::numeric_limits<std::uint64_t>::max();
  return record;
}

bool same(double x, double y) {
  return x == y || (std::isnan(x) && std::isnan(y));
}

/// Text is what all of it comes down to: equal texts are equal records.
void require_same(const ForecastRecord& x, const ForecastRecord& y) {
  REQUIRE(to_json(x) == to_json(y));
  REQUIRE(x.measured == y.measured);
  REQUIRE(x.seed == y.seed);
  REQUIRE(x.batch_size == y.batch_size);
  REQUIRE(x.forecast.verdict == y.forecast.verdict);
  REQUIRE(x.forecast.weakest == y.forecast.weakest);
  REQUIRE(same(x.forecast.learning_speed, y.forecast.learning_speed));
  REQUIRE(same(x.forecast.limit_speed, y.forecast.limit_speed));
  REQUIRE(x.forecast.learning_share == y.forecast.learning_share);
  REQUIRE(x.forecast.max_trainable_depth == y.forecast.max_trainable_depth);
  REQUIRE(x.forecast.theory.has_value() == y.forecast.theory.has_value());
  REQUIRE(x.forecast.layers.size() == y.forecast.layers.size());
  for (std::size_t i = 0; i < x.forecast.layers.size(); ++i) {
    const auto &a = x.forecast.layers[i], &b = y.forecast.layers[i];
    REQUIRE(a.name == b.name);
    REQUIRE(same(a.median, b.median));  // all digits are written
    REQUIRE(same(a.low, b.low));
    REQUIRE(same(a.high, b.high));
    REQUIRE(same(a.limit, b.limit));
    REQUIRE(same(a.distinct, b.distinct));
  }
}

}  // namespace

TEST_CASE("a forecast is read back as it was written") {
  const TemporaryFolder folder;
  for (const char* activation : {"sigmoid", "relu", "tanh"}) {
    INFO(activation);
    const ForecastRecord record = record_of({.activation = activation});
    require_same(parse_forecast(to_json(record)), record);
    write_forecast(folder.path(), record);
    require_same(read_forecast(folder.path()).value(), record);
  }
}

TEST_CASE("a narrow network's share is read back, and a record without one has the limit's speed") {
  const ForecastRecord record = record_of({.activation = "tanh", .depth = 40, .width = 8});
  REQUIRE(record.forecast.learning_share);
  require_same(parse_forecast(to_json(record)), record);
  std::string before = to_json(record);
  for (const char* key : {"\"infinite_width_speed\"", "\"learning_share\""}) {
    const auto begin = before.find(key);
    before.erase(begin, before.find('\n', begin) - begin);
  }
  const Forecast read = parse_forecast(before).forecast;
  CHECK(read.limit_speed == record.forecast.learning_speed);
  CHECK_FALSE(read.learning_share);
}

TEST_CASE("what was measured, and what overflowed, is read back too") {
  ForecastRecord record = record_of({.activation = "exponential", .depth = 12});
  REQUIRE(std::isinf(record.forecast.layers.front().median));
  for (std::size_t i = 0; i < record.forecast.layers.size(); ++i)
    record.measured.push_back(static_cast<double>(i));
  record.measured.back() = std::numeric_limits<double>::infinity();
  require_same(parse_forecast(to_json(record)), record);
  REQUIRE_THAT(to_json(record), ContainsSubstring("\"measured_norm\": \"inf\""));
}

TEST_CASE("a folder without a forecast has none, and one that is damaged is named") {
  const TemporaryFolder folder;
  REQUIRE_FALSE(read_forecast(folder.path()));
  const std::string whole = to_json(record_of({.activation = "tanh"}));
  const auto reads = [&](const std::string& text) {
    std::ofstream(folder.path() / "forecast.json") << text;
    return read_forecast(folder.path());
  };
  REQUIRE_THROWS_WITH(
      reads(whole.substr(0, whole.size() / 2)),
      ContainsSubstring("forecast.json") && ContainsSubstring("it ends in the middle"));
  REQUIRE_THROWS_WITH(reads("{}"),
                      ContainsSubstring("forecast.json") && ContainsSubstring("layers"));
  std::string unknown = whole;
  const std::string verdict = to_string(parse_forecast(whole).forecast.verdict);
  unknown.replace(unknown.find(verdict), verdict.size(), "promising");
  REQUIRE_THROWS_WITH(reads(unknown), ContainsSubstring("promising"));
}

TEST_CASE("a forecast that is told to stop stops") {
  std::stop_source source;
  source.request_stop();
  const Chain chain{.activation = "tanh"};
  ForecastOptions options;
  options.draws = 1'000'000;
  options.stop = source.get_token();
  REQUIRE_THROWS_WITH(forecast(chain.network(), chain.batch(), options),
                      ContainsSubstring("stopped"));
}

TEST_CASE("the deepest trainable depth is left out where it is not asked for") {
  const Chain chain{.activation = "tanh"};
  ForecastOptions options;
  options.draws = 0;
  REQUIRE(forecast(chain.network(), chain.batch(), options).max_trainable_depth);
  options.trainable_depth = false;
  REQUIRE_FALSE(forecast(chain.network(), chain.batch(), options).max_trainable_depth);
}
